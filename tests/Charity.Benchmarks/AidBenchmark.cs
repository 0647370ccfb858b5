using System.Diagnostics;
using System.Net;
using Charity.Platform.Exports;
using Charity.Platform.Imports;
using Charity.Tests.Disbursements;
using Charity.Tests.Support;

namespace Charity.Benchmarks;

/// <summary>The district's list of 17,378 people, sent by the page like any other: uploaded, judged, checked row by row, encrypted and written.</summary>
internal static class AidBenchmark
{
    private const int People = 17_378;
    private const int Few = 1_000;
    private const string Sum = "27189500.00";

    /// <summary>A few hundred bytes for each person and a thousand rows being written; the rest of a list is never in memory.</summary>
    private const long MostMegabytes = 160;
    private const long Megabyte = 1024 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync()
    {
        var held = await MeasureAsync(DatabaseKind.Sqlite);
        if (TestRequirements.Postgres is { Length: > 0 })
        {
            held &= await MeasureAsync(DatabaseKind.Postgres);
        }

        return held ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(DatabaseKind kind)
    {
        await using var site = await CharityApp.StartAsync(kind);
        Machine.Describe(site.DataDirectory);
        var officer = await site.SignInAsync("aid");
        var list = AidImportTests.DistrictList().ToList();

        // Whatever is compiled and filled on the first use.
        await ImportAsync(site, officer, AidSteps.Csv(list.Take(Few)), "名单.csv", Few, list.Take(Few).Sum(person => decimal.Parse(person.Amount, System.Globalization.CultureInfo.InvariantCulture)).ToString(System.Globalization.CultureInfo.InvariantCulture));
        return await MeasureAsync(kind, site, officer, "CSV", AidSteps.Csv(list), "名单.csv", "text/csv; charset=utf-8")
            & await MeasureAsync(kind, site, officer, "Excel", await AidSteps.XlsxAsync(list), "名单.xlsx", XlsxTable.ContentType);
    }

    private static async Task<bool> MeasureAsync(DatabaseKind kind, CharityApp site, Visitor officer, string name, byte[] file, string fileName, string contentType)
    {
        var reading = Stopwatch.GetTimestamp();
        var read = SheetReader.Read<int>(new MemoryStream(file), contentType, 1_000_000, (_, rows) => rows.Count());
        var read1 = Stopwatch.GetElapsedTime(reading);
        var (took, processor, megabytes) = await ImportAsync(site, officer, file, fileName, People, Sum);
        var held = took <= Limit && megabytes <= MostMegabytes && read.Value == People;
        Machine.Say($"{kind}: {People:N0} people from {name} ({file.Length / (double)Megabyte:0.0} MB) imported in {took.TotalSeconds:0.00} s ({processor.TotalSeconds:0.00} s of processors, {took / read1:0.0} times reading the file; limit {Limit.TotalSeconds} s), {megabytes:N0} MB more in use at the most (limit {MostMegabytes} MB): {(held ? "held" : "BROKEN")}");
        return held;
    }

    private static async Task<(TimeSpan Took, TimeSpan Processor, long Megabytes)> ImportAsync(CharityApp site, Visitor officer, byte[] file, string fileName, int people, string sum)
    {
        var place = await site.MakeAidProgrammeAsync();
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
        var page = await officer.ImportAsync(place, file, people, sum, fileName);
        var (took, processor) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - worked);
        await done.CancelAsync();
        await watching;
        return officer.Status == HttpStatusCode.Found ? (took, processor, most / Megabyte) : throw new InvalidOperationException($"The list was not imported: {officer.Status}. {page.QuerySelector(".error-summary, .alert")?.TextContent}");
    }
}
