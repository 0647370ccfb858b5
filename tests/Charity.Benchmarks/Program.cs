using Charity.Benchmarks;

return args switch
{
    ["aid"] => await AidBenchmark.RunAsync(),
    ["events", .. var rest] => await EventsBenchmark.RunAsync(rest),
    ["pages", .. var rest] => await PagesBenchmark.RunAsync(rest),
    ["payments"] => await PaymentsBenchmark.RunAsync(),
    ["reviews"] => await ReviewsBenchmark.RunAsync(),
    ["start"] => await StartBenchmark.RunAsync(),
    _ => Help(),
};

static int Help()
{
    Console.WriteLine(
        """
        Each benchmark prints its figure beside a limit measured in the same run. Run them with -c Release on a quiet machine.

          aid              importing a list of 17,378 people by the page, from an Excel workbook and from CSV, with all checks and
                           writes, against reading the same file and nothing else; and what memory it takes
          events [count]   payment events from signed HTTP request to ledger entry, 64 in flight, one fund, on SQLite and, with
                           CHARITY_TEST_POSTGRES, on PostgreSQL; against the same rows written by plain ADO.NET
          pages [gifts]    a fund's page against a static file of the same size, with 1,000 and with [gifts] gifts in the fund
          payments         the same list collected, confirmed, released, written as the bank's file and matched with its answer;
                           the pages of the tracking with 1,000 and with 1,000,000 transfers
          reviews          assigning and ranking 1,000 submissions with 5 reviewers each, against sorting as many pairs;
                           a reviewer's queue and an officer's list with 100 and 10,000 submissions
          start            cold start to the first page, memory at rest, weight of a fund's page
        """);
    return 0;
}
