using Charity.Disbursements.Charges;
using Charity.Ledger.Contracts;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Funds;
using Charity.Tests.Organisations;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>What tests do with administration charges, in their words.</summary>
internal static class ChargeSteps
{
    /// <summary>A fund that has raised so much this year.</summary>
    public static async Task<string> MakeRaisedFundAsync(this CharityApp site, long raisedMinor)
    {
        var fund = await site.MakeFundAsync();
        await site.InUnitAsync(async services =>
        {
            CallSteps.Demand(await services.GetRequiredService<ILedger>().OpenAccountsAsync([new AccountDraft(AccountCodes.Clearing("test"), AccountType.Asset, Money.Yuan, "Clearing")], CancellationToken.None));
            return true;
        });
        await site.PostGiftAsync(EntryKinds.Gift, AccountCodes.Clearing("test"), AccountCodes.FundAvailable(fund), raisedMinor);
        return fund;
    }

    public static Task<bool> PostGiftAsync(this CharityApp site, string kind, string debit, string credit, long amountMinor) => site.InUnitAsync(async services =>
    {
        Assert.Null((await services.GetRequiredService<ILedger>().PostAsync(
            [new EntryDraft(Guid.CreateVersion7(), kind, "donation:test", services.GetRequiredService<SiteTime>().Today, [new PostingDraft(debit, credit, amountMinor)])], CancellationToken.None)).Failure);
        return true;
    });

    public static async Task<Guid> ProposeChargeAsync(this CharityApp site, string fund, string amount)
    {
        var proposer = (await site.OpenAccountAsync("财务", ["Finance"])).Id;
        var proposed = await site.AsAsync(
            ["Finance"], services => services.GetRequiredService<IMediator>().Send(new ProposeCharge { Id = Guid.CreateVersion7(), Fund = fund, Amount = amount, Purpose = "办公费" }), secondFactor: true, userId: proposer);
        Assert.True(proposed.Succeeded, proposed.Failure?.Code);
        return proposed.Value;
    }

    /// <summary>Proposed by one, booked by another.</summary>
    public static async Task<Guid> BookChargeAsync(this CharityApp site, string fund, string amount)
    {
        var charge = await site.ProposeChargeAsync(fund, amount);
        var booker = (await site.OpenAccountAsync("秘书长", ["SecretaryGeneral"])).Id;
        CallSteps.Demand(await site.AsAsync(
            ["SecretaryGeneral"], services => services.GetRequiredService<IMediator>().Send(new MoveCharge(charge, ChargeProcess.Book, 0, null)), secondFactor: true, userId: booker));
        return charge;
    }
}
