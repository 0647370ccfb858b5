using System.Diagnostics;
using Charity.Tests.Support;

namespace Charity.Tests.Ledger;

/// <summary>Measures the ledger alone, on one hot fund. Run by name with <c>-explicit only</c>; not part of the suite.</summary>
public sealed class LedgerSpeed(ITestOutputHelper output)
{
    [Theory(Explicit = true), OnEveryDatabase]
    public async Task Post_InGroups_IsFast(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        foreach (var size in (int[])[1, 16, 64, 300])
        {
            var groups = Math.Max(4, 6_000 / size / (size == 1 ? 6 : 1));
            await RunAsync(books, size, Math.Max(2, groups / 5));
            var watch = Stopwatch.StartNew();
            await RunAsync(books, size, groups);
            output.WriteLine($"{database}, groups of {size}: {groups * size / watch.Elapsed.TotalSeconds:N0} entries/s, {watch.Elapsed.TotalMilliseconds / groups:N2} ms a group");
        }

        Assert.Empty(await books.VerifyAsync());
    }

    private static async Task RunAsync(Books books, int size, int groups)
    {
        for (var group = 0; group < groups; group++)
        {
            var drafts = Enumerable.Range(0, size).Select(_ => Books.Gift(1_000, "sandbox:" + Guid.CreateVersion7())).ToArray();
            var posted = await books.PostAsync(drafts);
            Assert.Null(posted.Failure);
        }
    }
}
