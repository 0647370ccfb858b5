using Charity.Platform.Exports;

namespace Charity.Tests.Platform.Exports;

/// <summary>Runs alone: it measures the memory of the whole process.</summary>
[CollectionDefinition(nameof(XlsxMemoryTests), DisableParallelization = true)]
[Collection(nameof(XlsxMemoryTests))]
public sealed class XlsxMemoryTests
{
    private const int Rows = 200_000;

    [Fact]
    public async Task WriteXlsx_ManyRows_AreNotHeldInMemory()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var highest = 0L;
        var table = Table.From("gifts", Enumerable.Range(0, Rows).Select(Measured)).Text("donor", row => $"王小明{row}").Money("amount", row => row);

        await XlsxTable.WriteAsync(Stream.Null, table, TestContext.Current.CancellationToken);

        Assert.InRange(highest, 1, before + (8 * 1024 * 1024));

        int Measured(int row)
        {
            highest = row % 50_000 == 49_999 ? Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true)) : highest;
            return row;
        }
    }
}
