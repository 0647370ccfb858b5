using System.Text.RegularExpressions;
using Charity.Tests.Support;

namespace Charity.Benchmarks;

/// <summary>Cold start to the first page, memory at rest, and what a fund's page weighs with everything it needs but photographs.</summary>
internal static partial class StartBenchmark
{
    private const double WeightLimitKilobytes = 100;

    public static async Task<int> RunAsync()
    {
        var (database, directory) = await PreparedSites.CopyAsync(DatabaseKind.Sqlite, PreparedSites.TestRecipe);
        await using var owned = database;
        Machine.Describe(directory);
        await using var site = await SiteProcess.StartAsync(BenchmarkSettings.Of(database, directory), "/funds");
        var weight = await WeighAsync(site.Address, "/funds/meiyuan");
        await Task.Delay(TimeSpan.FromSeconds(10));
        Machine.Say($"cold start to the first page: {site.FirstPage.TotalSeconds:0.0} s");
        Machine.Say($"memory at rest, ten seconds later: {site.ResidentMegabytes:0} MB");
        Machine.Say($"fund page without photographs, uncompressed: {weight:0.0} KB, limit {WeightLimitKilobytes} KB: {(weight < WeightLimitKilobytes ? "held" : "BROKEN")}");
        return weight < WeightLimitKilobytes ? 0 : 1;
    }

    private static async Task<double> WeighAsync(Uri address, string path)
    {
        using var http = new HttpClient { BaseAddress = address };
        var page = await http.GetStringAsync(path);
        var bytes = (double)System.Text.Encoding.UTF8.GetByteCount(page);
        foreach (var asset in Assets().Matches(page).Select(match => match.Groups[1].Value.Split('#')[0]).Distinct().Where(asset => !asset.StartsWith("/media/", StringComparison.Ordinal)))
        {
            bytes += (await http.GetByteArrayAsync(asset)).Length;
        }

        return bytes / 1024;
    }

    [GeneratedRegex("(?:href|src)=\"(/(?:[A-Za-z]+/(?:css|js|img)/|media/)[^\"]+)\"")]
    private static partial Regex Assets();
}

internal static class BenchmarkSettings
{
    public const string Secret = "whsec_benchmark";

    public static Dictionary<string, string> Of(TestDatabase database, string directory) => new()
    {
        ["Database:Provider"] = database.Kind.ToString(),
        ["ConnectionStrings:Charity"] = database.ConnectionString,
        ["DataDirectory"] = directory,
        ["Security:MasterKey"] = Convert.ToBase64String(new byte[32]),
        ["Payments:SandboxSecret"] = Secret,
    };
}
