using System.Diagnostics;
using System.Globalization;
using Charity.Disbursements.Aid;
using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Tests.Disbursements;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Benchmarks;

/// <summary>What was received and paid, opened with a thousand transfers and with a million, of ten years each.</summary>
internal static class TrackingBenchmark
{
    private const int Opened = 100;
    private const int Warming = 40;
    private const int Monthly = 12;
    private const double MostGrowth = 0.2;
    private static readonly (int Years, int Transfers) Few = (10, 1_000), Many = (10, 1_000_000);

    public static async Task<bool> RunAsync(DatabaseKind kind)
    {
        await using var few = await StartAsync(kind, Few.Years, Few.Transfers);
        await using var many = await StartAsync(kind, Many.Years, Many.Transfers);
        var held = true;
        foreach (var page in (string[])["/manage/tracking", "/manage/tracking/unpaid", "/transparency/payouts"])
        {
            held &= await CompareAsync(kind, page, few, many);
        }

        return held;
    }

    private static async Task<CharityApp> StartAsync(DatabaseKind kind, int years, int transfers)
    {
        var site = await CharityApp.StartAsync(kind);
        var place = await site.MakeAidProgrammeAsync();
        await site.InScopeAsync(services => FillAsync(services.GetRequiredService<CharityDbContext>(), place, years, transfers));
        return site;
    }

    /// <summary>Opens the page on both sites in turn; each time another address, so that nothing is kept.</summary>
    private static async Task<bool> CompareAsync(DatabaseKind kind, string page, CharityApp few, CharityApp many)
    {
        var (withFew, withMany) = (await SignInAsync(few), await SignInAsync(many));
        var (ofFew, ofMany) = (new List<double>(Opened), new List<double>(Opened));
        for (var i = -Warming; i < Opened; i++)
        {
            var (one, other) = (await OpenAsync(withFew, $"{page}?n={i}"), await OpenAsync(withMany, $"{page}?n={i}"));
            if (i >= 0)
            {
                ofFew.Add(one);
                ofMany.Add(other);
            }
        }

        var growth = (Median(ofMany) / Median(ofFew)) - 1;
        Machine.Say($"{kind}: {page} opens in {Median(ofFew):0.0} ms with {Few.Transfers:N0} transfers and {Median(ofMany):0.0} ms with {Many.Transfers:N0}, both of ten years: {growth:P0} (at most {MostGrowth:P0}): {(growth <= MostGrowth ? "HELD" : "BROKEN")}");
        return growth <= MostGrowth;
    }

    private static async Task<Visitor> SignInAsync(CharityApp site) => await site.SignInAsync(await site.OpenAccountAsync("审计", ["Auditor"]));

    /// <summary>In milliseconds.</summary>
    private static async Task<double> OpenAsync(Visitor visitor, string page)
    {
        var started = Stopwatch.GetTimestamp();
        await visitor.Http.GetByteArrayAsync(page);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>A list of people every month, paid; the last one waits.</summary>
    private static async Task<bool> FillAsync(CharityDbContext db, AidPlace place, int years, int transfers)
    {
        var now = TimeProvider.System.GetUtcNow();
        var programme = await db.Set<AidProgramme>().SingleAsync(row => row.Slug == place.Slug);
        var rule = new ApprovalRule([new ApprovalStep("ApprovePayments")]);
        var (lists, each) = (years * Monthly, transfers / (years * Monthly));
        for (var number = 1; number <= lists; number++)
        {
            var (id, year, period) = (Guid.CreateVersion7(now), now.Year - ((lists - number) / Monthly), string.Create(CultureInfo.InvariantCulture, $"{now.Year - ((lists - number) / Monthly)}-{(number % Monthly) + 1:00}"));
            var (request, lines) = PaymentRequest.Ask(
                new PaymentDraft(
                    PaymentKind.Aid, id, null, null, null, new LocalizedText($"名单{number}"), $"{each}人", Money.Yuan, [new PartDraft(place.Fund, AccountCodes.FundAvailable(place.Fund), null, each * 500_00L, null)],
                    [new Payee("张三", "某银行", "6222000000000000", "f", each * 500_00L)], rule),
                year, number, Guid.NewGuid(), "某人", string.Empty, 30, now);
            db.AddRange(request, lines[0], AidList.Import(id, new AidListDraft(programme.Id, number, period, request.Id, "名单.csv", $"{number:x64}", 0, Guid.NewGuid(), "某人"), [new AidAreaSum(string.Empty, each, each * 500_00L)], now));
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlRawAsync(Copies(db, request.Id, each - 1));
            db.ChangeTracker.Clear();
            if (number < lists)
            {
                await db.Set<PaymentRequest>().Where(row => row.Id == request.Id).ExecuteUpdateAsync(row => row.SetProperty(paid => paid.State, PaymentProcess.Paid).SetProperty(paid => paid.PaidMinor, each * 500_00L));
            }
        }

        await db.Set<PaymentLine>().Where(line => db.Set<PaymentRequest>().Any(request => request.Id == line.RequestId && request.State == PaymentProcess.Paid))
            .ExecuteUpdateAsync(line => line.SetProperty(paid => paid.PaidUtc, now.UtcDateTime));

        // As the databases do by themselves after so many rows.
        await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? "VACUUM ANALYZE" : "ANALYZE");
        return true;
    }

    /// <summary>One statement that copies a transfer under new keys and numbers.</summary>
    private static string Copies(CharityDbContext db, Guid request, int count)
    {
        var isPostgres = db.Database.IsNpgsql();
        var columns = db.Model.FindEntityType(typeof(PaymentLine))!.GetProperties().Select(property => property.GetColumnName()).ToList();
        var guid = isPostgres ? "gen_random_uuid()" : "upper(substr(hex(randomblob(16)),1,8)||'-'||hex(randomblob(2))||'-7'||substr(hex(randomblob(2)),2)||'-8'||substr(hex(randomblob(2)),2)||'-'||hex(randomblob(6)))";
        var values = columns.Select(column => column switch { "Id" => guid, "Number" => "n + 1", _ => $"l.\"{column}\"" });
        var numbers = isPostgres ? $"generate_series(1, {count}) AS s(n)" : $"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count}) SELECT n FROM s) AS s";
        return $"INSERT INTO \"Disbursements_Lines\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) SELECT {string.Join(", ", values)} FROM (SELECT * FROM \"Disbursements_Lines\" WHERE \"RequestId\" = {(isPostgres ? $"'{request}'" : $"'{request.ToString().ToUpperInvariant()}'")}) l CROSS JOIN {numbers}";
    }
}
