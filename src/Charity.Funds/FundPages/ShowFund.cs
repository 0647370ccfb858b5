using Charity.Contents.Contracts;
using Charity.Funds.Contracts;
using Charity.Funds.Figures;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.FundPages;

/// <summary>Everything the public page of a fund shows.</summary>
[Anybody]
internal sealed record ShowFund(string Slug) : IQuery<FundPage>;

/// <param name="Areas">From the district down to the fund's own area.</param>
/// <param name="RaisesToday">The fund is open, its campaign runs and the charity's certificate is valid.</param>
/// <param name="MicroFunds">The funds that stand under this one.</param>
internal sealed record FundPage(
    FundCard Card,
    Guid Id,
    LocalizedText? Purpose,
    LocalizedText? Story,
    IReadOnlyList<LocalizedText> Areas,
    FundLink? Parent,
    IReadOnlyList<FundLink> MicroFunds,
    DateOnly? OpenedOn,
    DateOnly? ClosedOn,
    CampaignDetails? Campaign,
    IReadOnlyList<CommitteeSeat> Committee,
    IReadOnlyList<UseDetails> Uses,
    IReadOnlyList<DocumentLink> Documents,
    IReadOnlyList<MoneyLine> Money,
    CharityProfile? Charity,
    IReadOnlyList<PageSection> Sections,
    bool RaisesToday)
{
    private const int BesideStory = 100;

    public IEnumerable<PageSection> SectionsBeside => Sections.Where(section => section.Order < BesideStory);

    public IEnumerable<PageSection> SectionsBelow => Sections.Where(section => section.Order >= BesideStory);
}

internal sealed record FundLink(string Slug, LocalizedText Name);

internal sealed record DocumentLink(LocalizedText Title, string Url, DateOnly On);

internal sealed class ShowFundHandler(FundShelf shelf, FundPageReader reader) : IRequestHandler<ShowFund, Result<FundPage>>
{
    public async Task<Result<FundPage>> Handle(ShowFund request, CancellationToken cancellationToken) =>
        (await shelf.AllAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == request.Slug && fund.IsPublic) is { } fund
            ? await reader.ReadAsync(fund, cancellationToken)
            : FundFailures.Unknown;
}

/// <summary>Reads a fund's page, public or not yet.</summary>
internal sealed class FundPageReader(
    CharityDbContext db, FundShelf shelf, FundCards cards, FundBooks books, IFunds funds, IAreas areas, ICharityProfile charity, IMedia media, SiteTime time,
    IEnumerable<IFundPageSection> sections)
{
    private const int UsesShown = 30;

    public async Task<FundPage> ReadAsync(FundEntry entry, CancellationToken cancellationToken)
    {
        var fund = await db.Set<Fund>().AsNoTracking().AsSplitQuery()
            .Include(f => f.Campaign)
            .Include(f => f.Committee.OrderBy(member => member.Position))
            .Include(f => f.Documents.OrderByDescending(document => document.On))
            .Include(f => f.Uses.OrderByDescending(use => use.On).Take(UsesShown))
            .SingleAsync(f => f.Id == entry.Id, cancellationToken);
        var all = await shelf.AllAsync(cancellationToken);
        var profile = await charity.GetAsync(cancellationToken);
        return new FundPage(
            (await cards.OfAsync([entry], cancellationToken))[0],
            fund.Id,
            fund.Purpose,
            fund.Story,
            await PlaceAsync(fund.AreaCode, cancellationToken),
            all.Where(other => other.Id == fund.ParentId).Select(Link).FirstOrDefault(),
            [.. all.Where(other => other.ParentId == fund.Id && other.IsPublic).Select(Link)],
            fund.OpenedOn,
            fund.ClosedOn,
            fund.Campaign?.Details,
            [.. fund.Committee.Select(member => member.Seat)],
            [.. fund.Uses.Select(use => use.Details)],
            [.. fund.Documents.Select(document => new DocumentLink(document.Title, media.Url(document.Path), document.On))],
            await books.LinesAsync(fund.Slug, cancellationToken),
            profile,
            await BuildSectionsAsync(fund.Id, cancellationToken),
            profile?.Qualification?.IsValidOn(time.Today) == true && entry.RaisesOn(time.Today));
    }

    private static FundLink Link(FundEntry fund) => new(fund.Slug, fund.Name);

    private async Task<IReadOnlyList<LocalizedText>> PlaceAsync(string areaCode, CancellationToken cancellationToken)
    {
        var path = (await areas.FindAsync(areaCode, cancellationToken))?.Path ?? string.Empty;
        return [.. (await areas.AllAsync(cancellationToken)).Where(area => path.StartsWith(area.Path, StringComparison.Ordinal)).Select(area => area.Name)];
    }

    private async Task<IReadOnlyList<PageSection>> BuildSectionsAsync(Guid fundId, CancellationToken cancellationToken)
    {
        var summary = (await funds.FindAsync(fundId, cancellationToken))!;
        var built = new List<PageSection>();
        foreach (var section in sections)
        {
            if (await section.BuildAsync(summary, cancellationToken) is { } part)
            {
                built.Add(part);
            }
        }

        return [.. built.OrderBy(part => part.Order)];
    }
}
