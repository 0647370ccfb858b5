using System.Text;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Charges;
using Charity.Disbursements.Checks;
using Charity.Disbursements.Statements;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Verification;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>What <c>verify</c> finds of charges and statements when somebody has changed the database behind the site.</summary>
public sealed class ChecksTests
{
    [Theory, OnEveryDatabase]
    public async Task Charges_AsTheyWereBooked_AreSoundAlsoAfterGiftsWentBack(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var fund = await site.MakeRaisedFundAsync(1_000_000);
        await site.BookChargeAsync(fund, "300.00");
        await site.BookChargeAsync(fund, "200.00");
        await site.PostGiftAsync(EntryKinds.Refund, AccountCodes.FundAvailable(fund), AccountCodes.Clearing("test"), 900_000);

        Assert.Empty(await FindAsync<ChargesEqualEntries>(site));
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_WhoseAmountOrStateWasChanged_IsFound(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var charge = await site.BookChargeAsync(await site.MakeRaisedFundAsync(1_000_000), "300.00");

        await ChangeAsync<AdministrationCharge>(site, rows => rows.Where(row => row.Id == charge).ExecuteUpdateAsync(row => row.SetProperty(r => r.AmountMinor, 30_001)));
        Assert.Equal("charge_is_booked", Assert.Single(await FindAsync<ChargesEqualEntries>(site)).Rule);

        await ChangeAsync<AdministrationCharge>(site, rows => rows.Where(row => row.Id == charge).ExecuteUpdateAsync(row => row.SetProperty(r => r.AmountMinor, 30_000).SetProperty(r => r.State, ChargeProcess.Declined)));
        Assert.Equal("entry_has_charge", Assert.Single(await FindAsync<ChargesEqualEntries>(site)).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_AboveItsLimitOrByAnInventedOne_IsFound(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var fund = await site.MakeRaisedFundAsync(1_000_000);
        await site.BookChargeAsync(fund, "300.00");
        var second = await site.BookChargeAsync(fund, "200.00");

        await ChangeAsync<AdministrationCharge>(site, rows => rows.Where(row => row.Id == second).ExecuteUpdateAsync(row => row.SetProperty(r => r.LimitBasisPoints, 499)));
        Assert.Equal("charges_within_limit", Assert.Single(await FindAsync<ChargesEqualEntries>(site)).Rule);

        await ChangeAsync<AdministrationCharge>(site, rows => rows.Where(row => row.Id == second).ExecuteUpdateAsync(row => row.SetProperty(r => r.LimitBasisPoints, 500).SetProperty(r => r.RaisedMinor, 1_000_001)));
        Assert.Equal("charge_limit_was_raised", Assert.Single(await FindAsync<ChargesEqualEntries>(site)).Rule);
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_WithoutItsEntry_IsFound(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var proposed = await site.ProposeChargeAsync(await site.MakeRaisedFundAsync(1_000_000), "1.00");

        await ChangeAsync<AdministrationCharge>(site, rows => rows.Where(row => row.Id == proposed).ExecuteUpdateAsync(row => row.SetProperty(r => r.State, ChargeProcess.Booked)));

        Assert.Equal("no entry", Assert.Single(await FindAsync<ChargesEqualEntries>(site)).Found);
    }

    [Theory, OnEveryDatabase]
    public async Task Statement_ChangedAfterItWasTakenIn_IsFound(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var (one, two) = (await PaidAsync(site, 100_000), await PaidAsync(site, 60_000));
        await ImportAsync(site, $"2026-11-23,500.00,,某公司,,{one.EndToEndId},,L1", "2026-11-23,7.00,,某公司,,手续费,,L2");
        Assert.Empty(await FindAsync<StatementsConfirmTransfers>(site));

        await ChangeAsync<StatementRow>(site, rows => rows.Where(row => row.BankNumber == "L1").ExecuteUpdateAsync(row => row.SetProperty(r => r.AmountMinor, 50_001)));
        Assert.Equal("booking_is_its_transfers", Assert.Single(await FindAsync<StatementsConfirmTransfers>(site)).Rule);
        await ChangeAsync<StatementRow>(site, rows => rows.Where(row => row.BankNumber == "L1").ExecuteUpdateAsync(row => row.SetProperty(r => r.AmountMinor, 50_000).SetProperty(r => r.Match, StatementMatch.None)));
        Assert.Equal("booking_confirms_nothing", Assert.Single(await FindAsync<StatementsConfirmTransfers>(site)).Rule);
        await ChangeAsync<StatementRow>(site, rows => rows.Where(row => row.BankNumber == "L1").ExecuteUpdateAsync(row => row.SetProperty(r => r.Match, StatementMatch.TransferNumber)));

        var row = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<StatementRow>().AsNoTracking().SingleAsync(row => row.BankNumber == "L1"));
        await site.InScopeAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(new StatementConfirmation(two.Id, row.Id, isOfBatch: true));
            return services.GetRequiredService<CharityDbContext>().SaveChangesAsync();
        });
        Assert.Equal("booking_confirms_one_transfer", Assert.Single(await FindAsync<StatementsConfirmTransfers>(site)).Rule);
        await ChangeAsync<StatementConfirmation>(site, rows => rows.ExecuteDeleteAsync());
        Assert.Equal(("booking_confirms_one_transfer", "0"), (await FindAsync<StatementsConfirmTransfers>(site)).Select(finding => (finding.Rule, finding.Found)).Single());
    }

    [Theory, OnEveryDatabase]
    public async Task Statement_OfATransferThatIsNotInTheBooks_IsFound(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var sent = await PaidAsync(site, 100_000);
        await ImportAsync(site, $"2026-11-23,500.00,,某公司,,{sent.EndToEndId},,L1");

        await ChangeAsync<PaymentLine>(site, lines => lines.Where(line => line.Id == sent.LineId).ExecuteUpdateAsync(line => line.SetProperty(l => l.EntryId, Guid.NewGuid())));
        Assert.Equal("confirmed_transfer_is_booked", Assert.Single(await FindAsync<StatementsConfirmTransfers>(site)).Rule);
    }

    private static Task<int> ChangeAsync<T>(CharityApp site, Func<IQueryable<T>, Task<int>> change) where T : class =>
        site.InScopeAsync(services => change(services.GetRequiredService<CharityDbContext>().Set<T>()));

    private static Task<List<Finding>> FindAsync<T>(CharityApp site) where T : IVerification => site.InScopeAsync(async services =>
    {
        var findings = new List<Finding>();
        await foreach (var finding in services.GetServices<IVerification>().OfType<T>().Single().VerifyAsync((_, _, _) => { }, CancellationToken.None))
        {
            findings.Add(finding);
        }

        return findings;
    });

    private static async Task<BatchLine> PaidAsync(CharityApp site, long amountMinor)
    {
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, await site.ApprovedAsync(await site.StartFundedAsync(amountMinor)));
        await second.ReleaseAsync(batch);
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功"));
        return (await site.ReadTransfersAsync(batch)).Single().Sent;
    }

    private static async Task ImportAsync(CharityApp site, params string[] rows)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Prepend("交易日期,借方金额,贷方金额,对方户名,对方账号,摘要,附言,交易流水号"))));
        var taken = await site.AsAsync(["Cashier"], services => services.GetRequiredService<IMediator>().Send(new ImportStatement("对账单.csv", content)), secondFactor: true);
        Assert.True(taken.Succeeded, taken.Failure?.Code);
    }
}
