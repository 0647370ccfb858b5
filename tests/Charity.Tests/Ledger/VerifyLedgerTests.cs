using System.Net;
using Charity.Ledger.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ledger;

/// <summary>The page and the command that verify the whole site.</summary>
public sealed class VerifyLedgerTests(SharedSites sites) : IClassFixture<SharedSites>
{
    [Theory, OnEveryDatabase]
    public async Task Verify_ByAnAuditor_ShowsEveryCheckAndLeavesATrace(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        await PostGiftAsync(app);
        var auditor = await app.SignInAsync("auditor", "en");

        var page = await auditor.OpenAsync("/admin/ledger/verify");
        var report = await auditor.SubmitAsync(page, "main form[method=post]");

        Assert.Equal(HttpStatusCode.OK, auditor.Status);
        Assert.NotNull(report.QuerySelector(".alert-success"));
        Assert.Empty(report.QuerySelectorAll(".result-list .failed"));
        Assert.Contains("The journal is complete and unaltered", report.QuerySelector(".result-list")!.TextContent, StringComparison.Ordinal);
        Assert.True(await app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().AnyAsync(entry => entry.Action == "Ledger.Verified")));
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_BySomebodyWithoutThePermission_IsRefused(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var resident = await app.SignInAsync("resident");

        await resident.GetAsync("/admin/ledger/verify");
        Assert.Equal(HttpStatusCode.Forbidden, resident.Status);

        var visitor = app.Visit();
        await visitor.GetAsync("/admin/ledger/verify");
        Assert.Equal(HttpStatusCode.Redirect, visitor.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Verify_TamperedBooks_AreNamedByPageAndCommand(DatabaseKind database)
    {
        await using var app = await CharityApp.StartAsync(database);
        await PostGiftAsync(app);
        var sound = await app.RunAsync("verify");
        await app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Database.ExecuteSqlRawAsync("""UPDATE "Ledger_KindTotals" SET "Entries" = 9"""));

        var (exitCode, output) = await app.RunAsync("verify");
        var finance = await app.SignInAsync("finance", "en");
        var report = await finance.SubmitAsync(await finance.OpenAsync("/admin/ledger/verify"), "main form[method=post]");

        Assert.Equal(0, sound.ExitCode);
        Assert.Equal(1, exitCode);
        Assert.Contains("BROKEN A total by kind is the sum of its entries", output, StringComparison.Ordinal);
        Assert.NotNull(report.QuerySelector(".alert-danger"));
        Assert.Contains("entries 9", report.QuerySelector(".result-list .failed")!.TextContent, StringComparison.Ordinal);
    }

    private static Task<Result<IReadOnlyList<PostedEntry>>> PostGiftAsync(CharityApp app) => app.InScopeAsync(services =>
        services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async cancellationToken =>
            {
                var ledger = services.GetRequiredService<ILedger>();
                await ledger.OpenAccountsAsync([new("cash:verify", AccountType.Asset, "CNY", "Cash box {0}", "verify"), new("suspense:verify", AccountType.Liability, "CNY", "Cash box {0}", "verify")], cancellationToken);
                return await ledger.PostAsync([new(Guid.CreateVersion7(), "test", "test:1", Books.Day, [new("cash:verify", "suspense:verify", 100)])], cancellationToken);
            },
            CancellationToken.None));
}
