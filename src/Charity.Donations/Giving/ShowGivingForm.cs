using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using MediatR;

namespace Charity.Donations.Giving;

/// <summary>What the giving form says about the fund, the charity and the costs, and what is known of a signed-in donor.</summary>
[Anybody]
internal sealed record ShowGivingForm(string Fund) : IQuery<GivingFacts>;

internal sealed record GivingFacts(
    string Slug, LocalizedText FundName, LocalizedText Purpose, string Currency, IReadOnlyList<long> PresetsMinor, long LargeGiftMinor, CharityProfile? Charity,
    GivingSettings Rules, UserSummary? Donor, bool IsDemonstration)
{
    /// <summary>What about arrives at the fund of a charge.</summary>
    public long NetMinor(long chargedMinor) => chargedMinor - FeeCover.FeeOf(chargedMinor, Rules);

    public decimal FeePercent => Rules.FeeBasisPoints / 100m;
}

internal sealed class ShowGivingFormHandler(IFunds funds, ICharityProfile charities, ISettingsStore settings, ICurrentUser user, IUserDirectory directory, IDemonstration demonstration)
    : IRequestHandler<ShowGivingForm, Result<GivingFacts>>
{
    public async Task<Result<GivingFacts>> Handle(ShowGivingForm request, CancellationToken cancellationToken)
    {
        if (await funds.FindAsync(request.Fund, cancellationToken) is not { IsPublic: true } fund)
        {
            return Failure.NotFound("fund_unknown", "There is no such fund.");
        }

        if (!fund.AcceptsGifts)
        {
            return Failure.Conflict("fund_closed", "This fund does not accept gifts at present. Nothing was charged.");
        }

        var rules = await settings.GetAsync<GivingSettings>(cancellationToken);
        var donor = user.Id is { } id ? await directory.FindAsync(id, cancellationToken) : null;
        return new GivingFacts(
            fund.Slug, fund.Name, fund.Purpose, fund.Currency, fund.PresetsMinor, LargeGift.From(fund, rules), await charities.GetAsync(cancellationToken), rules, donor,
            demonstration.IsOn);
    }
}
