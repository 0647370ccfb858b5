using System.Diagnostics;
using System.Globalization;
using System.Net;
using Charity.Disbursements.Batches;
using Charity.Tests.Disbursements;
using Charity.Tests.Support;

namespace Charity.Benchmarks;

/// <summary>The district's list of 17,378 people on its way to the bank and back by the pages: collected, confirmed, released, written as the bank's file, answered line by line.</summary>
internal static class PaymentsBenchmark
{
    private const int People = 17_378;
    private const int Few = 1_000;

    /// <summary>A line with what is written of it, a file and the bank's answer; nothing is held longer than its step.</summary>
    private const long MostMegabytes = 250;
    private const long Megabyte = 1024 * 1024;
    private static readonly TimeSpan WritingLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MatchingLimit = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync()
    {
        var held = await MeasureAsync(DatabaseKind.Sqlite) & await TrackingBenchmark.RunAsync(DatabaseKind.Sqlite);
        if (TestRequirements.Postgres is { Length: > 0 })
        {
            held &= await MeasureAsync(DatabaseKind.Postgres) & await TrackingBenchmark.RunAsync(DatabaseKind.Postgres);
        }

        return held ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(DatabaseKind kind)
    {
        await using var site = await CharityApp.StartAsync(kind);
        Machine.Describe(site.DataDirectory);
        var people = AidImportTests.DistrictList().ToList();
        var crew = new Crew(site, await site.SignInAidOfficerAsync(), await site.SignInCashierAsync(), await site.SignInCashierAsync(), await site.SignInManagerAsync([], "SecretaryGeneral"), await site.SignInManagerAsync([], "SecretaryGeneral"));

        // Whatever is compiled and filled on the first use.
        await PayAsync(crew, people.GetRange(0, Few));
        var steps = await PayAsync(crew, people);
        var held = true;
        foreach (var (name, limit, took, processor, megabytes) in steps)
        {
            var isHeld = took <= limit && megabytes <= MostMegabytes;
            held &= isHeld;
            Machine.Say($"{kind}: {People:N0} transfers {name} in {took.TotalSeconds:0.00} s ({processor.TotalSeconds:0.00} s of processors; limit {limit.TotalSeconds} s), {megabytes:N0} MB more in use at the most (limit {MostMegabytes} MB): {(isHeld ? "HELD" : "BROKEN")}");
        }

        return held;
    }

    private static async Task<IReadOnlyList<Step>> PayAsync(Crew crew, IReadOnlyList<AidPerson> people)
    {
        var (site, sum) = (crew.Site, people.Sum(person => decimal.Parse(person.Amount, CultureInfo.InvariantCulture)));
        var place = await site.MakeAidProgrammeAsync(100_000_000_00);
        await crew.Officer.ImportAsync(place, AidSteps.Csv(people), people.Count, sum.ToString(CultureInfo.InvariantCulture));
        var payment = (await site.ListsOfAsync(place))[0].RequestId;
        await crew.Approver.ApproveAsync(payment);
        await crew.Another.ApproveAsync(payment);

        var (steps, batch) = (new List<Step>(), Guid.Empty);
        steps.Add(await StepAsync("collected", WritingLimit, async () => batch = await crew.Cashier.CollectAsync(site, payment)));
        steps.Add(await StepAsync("confirmed", WritingLimit, () => crew.Second.MoveBatchAsync(batch, BatchProcess.Confirm)));
        steps.Add(await StepAsync("released", WritingLimit, () => crew.Second.MoveBatchAsync(batch, BatchProcess.Send)));
        steps.Add(await StepAsync("written as the bank's file", WritingLimit, () => crew.Cashier.DownloadAsync(batch)));
        var answer = await site.AnswerOfAsync(batch, "成功");
        steps.Add(await StepAsync("matched with the bank's answer and booked", MatchingLimit, () => crew.Cashier.AnswerAsync(batch, answer)));
        return crew.Cashier.Status == HttpStatusCode.Found && (await site.ReadBatchAsync(batch)).State == BatchProcess.Answered ? steps : throw new InvalidOperationException($"The answer was not taken in: {crew.Cashier.Status}.");
    }

    private static async Task<Step> StepAsync(string name, TimeSpan limit, Func<Task> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        using var done = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
                await Task.Delay(5, CancellationToken.None);
            }
        });
        var (started, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await work();
        var (took, processor) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - worked);
        await done.CancelAsync();
        await watching;
        return new Step(name, limit, took, processor, most / Megabyte);
    }

    private sealed record Crew(CharityApp Site, Visitor Officer, Visitor Cashier, Visitor Second, Visitor Approver, Visitor Another);

    private sealed record Step(string Name, TimeSpan Limit, TimeSpan Took, TimeSpan Processor, long Megabytes);
}
