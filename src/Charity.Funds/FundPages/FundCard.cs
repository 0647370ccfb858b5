using Charity.Contents.Contracts;
using Charity.Funds.Contracts;
using Charity.Funds.Figures;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Settings;
using Charity.Platform.Text;

namespace Charity.Funds.FundPages;

/// <summary>A fund as lists show it.</summary>
internal sealed record FundCard(
    string Slug, LocalizedText Name, LocalizedText? Summary, FundKind Kind, string AreaCode, LocalizedText? AreaName, string State, bool AcceptsGifts,
    string? CoverUrl, LocalizedText? CoverAlt, long GoalMinor, FundFigures Figures);

/// <summary>Puts cards together from memory and the books, two reads for any number of funds.</summary>
internal sealed class FundCards(FundBooks books, IAreas areas, IMedia media, ICharityProfile charity, SiteTime time)
{
    public async Task<IReadOnlyList<FundCard>> OfAsync(IReadOnlyList<FundEntry> funds, CancellationToken cancellationToken)
    {
        var figures = await books.OfAsync([.. funds.Select(fund => (fund.Slug, fund.Currency))], cancellationToken);
        var names = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name, StringComparer.Ordinal);
        var today = time.Today;
        var mayRaise = (await charity.GetAsync(cancellationToken))?.Qualification?.IsValidOn(today) == true;
        return [.. funds.Select(fund => new FundCard(
            fund.Slug, fund.Name, fund.Summary, fund.Kind, fund.AreaCode, names.GetValueOrDefault(fund.AreaCode), fund.State, mayRaise && fund.RaisesOn(today),
            fund.Cover is null ? null : media.Url(fund.Cover), fund.CoverAlt, fund.GoalMinor, figures[fund.Slug]))];
    }
}

internal static class FundWords
{
    /// <summary>What a kind of fund is called: English text, the key of its translation.</summary>
    public static string Of(FundKind kind) => kind switch
    {
        FundKind.Community => "Community fund",
        FundKind.Street => "Street fund",
        FundKind.Special => "Special fund",
        FundKind.Micro => "Micro-fund",
        FundKind.Trust => "Charitable trust",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };
}
