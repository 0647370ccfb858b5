using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Platform.Settings;
using Charity.Platform.Web;

namespace Charity.Donations.FundPage;

/// <summary>The giving panel on a fund's page. The page is kept for everybody, so the panel is a plain form to the giving page and knows nobody.</summary>
internal sealed class GivePanel(ISettingsStore settings) : IFundPageSection
{
    public const string View = "Charity.Donations/FundPage/Give";

    public async Task<PageSection?> BuildAsync(FundSummary fund, CancellationToken cancellationToken) => fund.AcceptsGifts
        ? new PageSection(View, new GivePanelModel(fund.Slug, fund.Currency, fund.PresetsMinor, await settings.GetAsync<GivingSettings>(cancellationToken)), Order: 10)
        : null; // The page itself says why, and where else one can give.
}

internal sealed record GivePanelModel(string Slug, string Currency, IReadOnlyList<long> PresetsMinor, GivingSettings Rules);
