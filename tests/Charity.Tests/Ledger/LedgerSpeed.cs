using System.Diagnostics;
using Charity.Tests.Support;

namespace Charity.Tests.Ledger;

/// <summary>Measures the ledger alone, all gifts to one fund. Run by name with <c>-explicit only</c>; not part of the suite.</summary>
public sealed class LedgerSpeed(ITestOutputHelper output)
{
    [Theory(Explicit = true), OnEveryDatabase]
    public async Task Post_InGroups_IsFast(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        foreach (var size in (int[])[1, 16, 64, 300])
        {
            var times = new List<double>();
            for (var group = 0; group < Math.Clamp(12_000 / size, 40, 400); group++)
            {
                var drafts = Enumerable.Range(0, size).Select(_ => Books.Gift(1_000, "sandbox:" + Guid.CreateVersion7())).ToArray();
                var started = Stopwatch.GetTimestamp();
                var posted = await books.PostAsync(drafts);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
                Assert.Null(posted.Failure);
            }

            // A busy machine slows the median; the fastest tenth shows what the ledger itself needs.
            times.Sort();
            var (fast, median) = (times[times.Count / 10], times[times.Count / 2]);
            output.WriteLine($"{database}, groups of {size}: median {median:N2} ms = {size / median * 1000:N0}/s, fastest tenth {fast:N2} ms = {size / fast * 1000:N0}/s");
        }

        Assert.Empty(await books.VerifyAsync());
    }
}
