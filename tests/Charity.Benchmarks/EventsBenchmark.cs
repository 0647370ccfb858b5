using System.Diagnostics;
using Charity.Tests.Support;

namespace Charity.Benchmarks;

/// <summary>
/// Events per second from signed HTTP request to ledger entry, receipt and promised mail, all to one fund, against the same rows
/// written by plain ADO.NET (a) one transaction each and (b) 64 in one.
/// </summary>
internal static class EventsBenchmark
{
    private const int InFlight = 64;
    private const int DefaultCount = 20_000;

    /// <summary>So many events until the compiler is done with its second pass; a site runs for weeks.</summary>
    private const int WarmUp = 20_000;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var count = arguments is [var given] ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : DefaultCount;
        var held = await RunAsync(DatabaseKind.Sqlite, count, aimForSingle: null);
        if (TestRequirements.Postgres is { Length: > 0 })
        {
            held &= await RunAsync(DatabaseKind.Postgres, count, aimForSingle: 3);
        }
        else
        {
            Machine.Say($"PostgreSQL was not measured: {TestRequirements.ReasonToSkipPostgres}");
        }

        return held ? 0 : 1;
    }

    private static async Task<bool> RunAsync(DatabaseKind kind, int count, double? aimForSingle)
    {
        var (database, directory) = await PreparedSites.CopyAsync(kind, PreparedSites.TestRecipe);
        await using var owned = database;
        Machine.Say($"== {kind}, {count} events, {InFlight} in flight");
        Machine.Describe(directory);
        List<byte[]> events;
        await using (var preparing = CharityApp.Build(database, directory, "blank", null, ("Payments:SandboxSecret", BenchmarkSettings.Secret)))
        {
            events = await Gifts.OrderAsync(preparing, count + WarmUp);
        }

        await database.ReleaseAsync();
        await using var singles = await TestDatabase.CreateAsync(kind, database);
        await using var groups = await TestDatabase.CreateAsync(kind, database);
        double booked;
        await using (var site = await SiteProcess.StartAsync(BenchmarkSettings.Of(database, directory)))
        {
            var (_, cold) = await BookAsync(site, database, events[..WarmUp], WarmUp);
            var (accepted, took) = await BookAsync(site, database, events[WarmUp..], count + WarmUp);
            booked = count / took.TotalSeconds;
            Machine.Say($"the first {WarmUp:N0} after the start: booked {WarmUp / cold.TotalSeconds:N0}/s (not counted below)");
            Machine.Say($"accepted {accepted.PerSecond:N0}/s (median {accepted.MedianMilliseconds:0.0} ms, p99 {accepted.P99Milliseconds:0.0} ms), booked {booked:N0}/s, refused {accepted.Failed}, memory {site.ResidentMegabytes:0} MB");
        }

        var rows = await WrittenRows.ReadAsync(database, count + WarmUp);
        var single = await rows.ReplayAsync(singles, perTransaction: 1, connections: kind == DatabaseKind.Postgres ? 8 : 1, TimeSpan.FromSeconds(10));
        var grouped = await rows.ReplayAsync(groups, perTransaction: 64, connections: 1, TimeSpan.FromSeconds(10));
        Machine.Say($"plain ADO.NET, the same {rows.StatementsPerGift} statements a gift: (a) one transaction each {single:N0}/s, (b) 64 in one {grouped:N0}/s");
        var held = booked >= 0.25 * grouped && (aimForSingle is null || booked >= aimForSingle * single);
        Machine.Say($"ratio to (a) {booked / single:0.00} (aim {aimForSingle?.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) ?? "none"}), ratio to (b) {booked / grouped:P0} (aim 25 %): {(held ? "held" : "BROKEN")}");
        return held;
    }

    private static async Task<(LoadResult Accepted, TimeSpan Took)> BookAsync(SiteProcess site, TestDatabase database, List<byte[]> events, int totalAfterwards)
    {
        var requests = events.ConvertAll(body => Gifts.Request(site.Address, body));
        var started = Stopwatch.GetTimestamp();
        var accepted = await Load.EachAsync(site.Address, requests, InFlight);
        while (await WrittenRows.CountGiftsAsync(database) < totalAfterwards)
        {
            if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(5))
            {
                throw new TimeoutException($"Only {await WrittenRows.CountGiftsAsync(database)} of {totalAfterwards} gifts were booked.");
            }

            await Task.Delay(20);
        }

        return (accepted, Stopwatch.GetElapsedTime(started));
    }
}
