using System.Net;
using Charity.Disbursements.Charges;
using Charity.Funds.Contracts;
using Charity.Funds.Register;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Funds;
using Charity.Tests.Platform;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Organisations;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Money taken for the administration: within the limit of the year and what is free, by two people, in the public books.</summary>
[Collection(nameof(PaymentSites))]
public sealed class ChargeTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Charge_ProposedByOneAndBookedByAnother_StandsInTheBooks(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeRaisedFundAsync(1_000_000);
        var (finance, secretary) = (await site.SignInCashierAsync(), await site.SignInManagerAsync([], "SecretaryGeneral"));
        await finance.SubmitAsync(await finance.OpenAsync($"/manage/charges/new?fund={fund}"), "form[action='/manage/charges']", ("Amount", "123.45"), ("Purpose", "办公费"));
        finance.AssertStatus(HttpStatusCode.Found);
        var id = Guid.Parse(finance.Location!.Split('/')[^1]);

        await secretary.SubmitAsync(await secretary.OpenAsync($"/manage/charges/{id}"), "form[action$='/moves']", ("trigger", ChargeProcess.Book));
        secretary.AssertStatus(HttpStatusCode.Found);

        var charge = await ReadAsync(site, id);
        Assert.Equal(ChargeProcess.Booked, charge.State);
        var (entry, figures) = await site.InScopeAsync(async services =>
        {
            var page = await services.GetRequiredService<ILedgerReader>().EntriesAsync(new EntrySearch { Owner = AccountCodes.FundOwner(fund), Kind = EntryKinds.AdministrationCharge }, CancellationToken.None);
            var (totals, owners) = (services.GetRequiredService<ILedgerTotals>(), (string[])[AccountCodes.FundOwner(fund)]);
            return (Assert.Single(page.Entries), FundFigures.Of(
                Money.Yuan, await totals.ByKindAsync(owners, CancellationToken.None), await totals.BalancesOfOwnersAsync(owners, CancellationToken.None), DateTime.UtcNow));
        });
        Assert.Equal(($"charge:{charge.Code}", AccountCodes.Operating), (entry.Reference, Assert.Single(entry.Postings).Credit.Code));
        Assert.Equal((1_000_000, 12_345, 987_655), (figures.RaisedMinor, figures.ChargedMinor, figures.AvailableMinor));
        await secretary.PostPastThePageAsync($"/manage/charges/{id}/moves", ("trigger", ChargeProcess.Book), ("version", "0"));
        secretary.AssertStatus(HttpStatusCode.Conflict);
    }

    [Theory, OnEveryDatabase]
    public async Task Charges_ProposedByManyAtOnce_NeverExceedTheLimit(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeRaisedFundAsync(1_000_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ProposeAsync(site, fund, "200.00")));

        Assert.Equal(2, answers.Count(answer => answer.Succeeded));
        Assert.All(answers.Where(answer => !answer.Succeeded), answer => Assert.Equal("charge_over_limit", answer.Failure!.Code));
        Assert.Equal("charge_over_limit", (await ProposeAsync(site, fund, "100.01")).Failure?.Code);
        CallSteps.Demand((await ProposeAsync(site, fund, "100.00")).Failure is { } failure ? failure : Result.Ok);
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_OfWhatIsPromised_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.StartFundedAsync(1_000_000);

        Assert.Equal("charge_not_free", (await ProposeAsync(site, project.Funds[0], "0.01")).Failure?.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_ProposedTwiceWithOneForm_IsOne(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (fund, form) = (await site.MakeRaisedFundAsync(1_000_000), Guid.CreateVersion7());

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ProposeAsync(site, fund, "200.00", form)));

        Assert.All(answers, answer => Assert.Equal(form, answer.Value));
        Assert.Equal(1, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AdministrationCharge>().CountAsync(charge => charge.FundSlug == fund)));
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_ByWhoeverProposedIt_OrWithoutSecondFactor_IsNotBooked(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeRaisedFundAsync(1_000_000);
        var both = (await site.OpenAccountAsync("一人", ["Finance", "SecretaryGeneral"])).Id;
        var charge = (await ProposeAsync(site, fund, "1.00", proposer: both)).Value;

        Assert.Equal("same_person", (await MoveAsync(site, charge, ChargeProcess.Book, by: both)).Failure?.Code);
        Assert.Equal(FailureKind.SecondFactorNeeded, (await MoveAsync(site, charge, ChargeProcess.Book, secondFactor: false)).Failure?.Kind);
        Assert.Equal(ChargeProcess.Proposed, (await ReadAsync(site, charge)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Charge_WhenGiftsWentBackMeanwhile_IsNotBooked_AndDecliningFreesTheLimit(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.MakeRaisedFundAsync(1_000_000);
        var charge = (await ProposeAsync(site, fund, "500.00")).Value;
        await site.PostGiftAsync(EntryKinds.Refund, AccountCodes.FundAvailable(fund), AccountCodes.Clearing("test"), 2);

        Assert.Equal("charge_over_limit", (await MoveAsync(site, charge, ChargeProcess.Book)).Failure?.Code);
        Assert.False((await MoveAsync(site, charge, ChargeProcess.Decline)).Succeeded);
        CallSteps.Demand(await MoveAsync(site, charge, ChargeProcess.Decline, note: "退款后超限"));
        CallSteps.Demand((await ProposeAsync(site, fund, "499.99")).Failure is { } failure ? failure : Result.Ok);
    }

    [Fact]
    public void Fund_CannotHaveTheNameOfTheAdministration() => Assert.False(Fund.IsSlug(AccountCodes.OperatingFund));

    private static async Task<Result<Guid>> ProposeAsync(CharityApp site, string fund, string amount, Guid? form = null, Guid? proposer = null)
    {
        var user = proposer ?? (await site.OpenAccountAsync("财务", ["Finance"])).Id;
        var request = new ProposeCharge { Id = form ?? Guid.CreateVersion7(), Fund = fund, Amount = amount, Purpose = "办公费" };
        return await site.AsAsync(["Finance"], services => services.GetRequiredService<IMediator>().Send(request), secondFactor: true, userId: user);
    }

    private static async Task<Result> MoveAsync(CharityApp site, Guid charge, string trigger, string? note = null, Guid? by = null, bool secondFactor = true)
    {
        var user = by ?? (await site.OpenAccountAsync("秘书长", ["SecretaryGeneral"])).Id;
        var version = (await ReadAsync(site, charge)).Version;
        return await site.AsAsync(["SecretaryGeneral"], services => services.GetRequiredService<IMediator>().Send(new MoveCharge(charge, trigger, version, note)), secondFactor, userId: user);
    }

    private static Task<AdministrationCharge> ReadAsync(CharityApp site, Guid id) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<ChargeDesk>().FindAsync(id, CancellationToken.None))!);
}
