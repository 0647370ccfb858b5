using Charity.Platform.Text;

namespace Charity.Funds.Contracts;

public enum FundKind
{
    Community,
    Street,
    Special,
    Micro,
    Trust,
}

/// <summary>A fund as other modules need it.</summary>
/// <param name="AcceptsGifts">Open, with a campaign that runs today and a valid certificate.</param>
/// <param name="LargeGiftMinor">From this amount on, the donor is asked to confirm.</param>
/// <param name="OpenedOn">The day it first opened; null for a draft.</param>
public sealed record FundSummary(
    Guid Id, string Slug, LocalizedText Name, LocalizedText Purpose, FundKind Kind, string AreaCode, string Currency, bool AcceptsGifts, bool IsPublic,
    IReadOnlyList<long> PresetsMinor, long LargeGiftMinor, string? CoverUrl, DateOnly? OpenedOn);

public interface IFunds
{
    Task<FundSummary?> FindAsync(string slug, CancellationToken cancellationToken);

    Task<FundSummary?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<IReadOnlyList<FundSummary>> AllAsync(CancellationToken cancellationToken);

    /// <summary>The funds the current user looks after: all with <c>ManageFunds</c>, otherwise those of their scopes with <c>ManageOwnFunds</c>.</summary>
    Task<IReadOnlyList<FundSummary>> MineAsync(CancellationToken cancellationToken);

    /// <summary>The scope codes of those who look after the fund: its own and those of every area it lies in.</summary>
    Task<IReadOnlyList<string>> KeepersAsync(FundSummary fund, CancellationToken cancellationToken);
}

/// <summary>
/// A part that another module adds to a fund's page. A section with an order below 100 stands beside the story and before
/// everything else on a phone (the giving panel); the others follow below the story (recent gifts). Null adds nothing. The page is
/// output cached: a section shows the same to everybody and sets no cookie.
/// </summary>
public interface IFundPageSection
{
    Task<Platform.Web.PageSection?> BuildAsync(FundSummary fund, CancellationToken cancellationToken);
}
