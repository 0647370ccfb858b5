using Charity.Tests.Support;

namespace Charity.Benchmarks;

/// <summary>A fund's page against a static file of the same size from the same server, with few and with very many gifts in the fund.</summary>
internal static class PagesBenchmark
{
    private const string Page = "/funds/meiyuan";
    private const int Connections = 16;
    private const int Few = 1_000;
    private const int DefaultMany = 1_000_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var many = arguments is [var given] ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : DefaultMany;
        var held = await RunAsync(DatabaseKind.Sqlite, many);
        if (TestRequirements.Postgres is { Length: > 0 })
        {
            held &= await RunAsync(DatabaseKind.Postgres, many);
        }

        return held ? 0 : 1;
    }

    private static async Task<bool> RunAsync(DatabaseKind kind, int many)
    {
        Machine.Say($"== {kind}");
        var few = await MeasureAsync(kind, Few);
        var crowd = await MeasureAsync(kind, many);
        var growth = (crowd.Rendered.MedianMilliseconds / few.Rendered.MedianMilliseconds) - 1;
        var share = crowd.Kept.PerSecond / crowd.File.PerSecond;
        var held = growth <= 0.2 && share >= 0.3;
        Machine.Say($"share of the static file's rate {share:P0} (aim 30 %), rendering's median grows by {growth:P0} from {Few:N0} to {many:N0} gifts (at most 20 %): {(held ? "held" : "BROKEN")}");
        return held;
    }

    private static async Task<(LoadResult Kept, LoadResult Rendered, LoadResult File)> MeasureAsync(DatabaseKind kind, int gifts)
    {
        var (database, directory) = await PreparedSites.CopyAsync(kind, PreparedSites.TestRecipe);
        await using var owned = database;
        await ManyGifts.AddAsync(database, gifts);
        await using var site = await SiteProcess.StartAsync(BenchmarkSettings.Of(database, directory));
        using var http = new HttpClient { BaseAddress = site.Address };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("zh-CN");
        var size = (await http.GetByteArrayAsync(Page)).Length;

        // Every request another address: nothing is kept, each page is rendered.
        var n = 0;
        var rendered = Enumerable.Range(0, 3_000).Select(_ => Load.Get(site.Address, $"{Page}?n={n++}")).ToList();
        await Load.EachAsync(site.Address, rendered[..500], Connections);
        var fresh = await Load.EachAsync(site.Address, rendered[500..], 2);
        await Load.ForAsync(site.Address, Load.Get(site.Address, Page), Connections, TimeSpan.FromSeconds(2));
        var kept = await Load.ForAsync(site.Address, Load.Get(site.Address, Page), Connections, Duration);
        var file = await Load.ForAsync(site.Address, Load.Get(site.Address, StaticFile(size)), Connections, Duration);
        Machine.Say($"{gifts,9:N0} gifts: page of {size / 1024d:0.0} KB {kept.PerSecond:N0}/s (p99 {kept.P99Milliseconds:0.0} ms), rendered anew median {fresh.MedianMilliseconds:0.0} ms p99 {fresh.P99Milliseconds:0.0} ms, static file {file.PerSecond:N0}/s (p99 {file.P99Milliseconds:0.0} ms)");
        return (kept, fresh, file);
    }

    /// <summary>The site's own static file that is nearest in size.</summary>
    private static string StaticFile(int size) => size switch
    {
        > 24 * 1024 => "/Lakeside/css/site.css",
        > 8 * 1024 => "/TheAdmin/css/admin.css",
        _ => "/Lakeside/img/icons.svg",
    };
}
