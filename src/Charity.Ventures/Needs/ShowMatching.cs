using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Needs;

/// <summary>
/// The three sides of an area beside each other: what is needed, where money is, who can do it. Needs lie in the area; money and
/// organisations of the areas it lies in count as well, because they may serve it.
/// </summary>
[Anybody]
internal sealed record ShowMatching(string? Area, string? Category) : IQuery<MatchingPage>;

/// <param name="Parts">The area's streets or communities with what each has; none for an area without parts.</param>
internal sealed record MatchingPage(
    ShowMatching Filter, IReadOnlyList<Area> Areas, IReadOnlyList<NeedCategory> Categories, IReadOnlyList<NeedCard> Needs, int NeedCount, IReadOnlyList<MatchingCall> Calls,
    IReadOnlyList<MatchingFund> Funds, IReadOnlyList<MatchingOrganisation> Organisations, IReadOnlyList<MatchingPart> Parts);

internal sealed record MatchingCall(string Slug, LocalizedText Title, string State, CallMoney Money, DateOnly? ClosesOn);

internal sealed record MatchingFund(string Slug, LocalizedText Name, LocalizedText? Area);

internal sealed record MatchingOrganisation(string Slug, LocalizedText Name, LocalizedText? Area);

internal sealed record MatchingPart(string Code, LocalizedText Name, int Needs, int Funds, int Organisations);

internal sealed class ShowMatchingHandler(CharityDbContext db, NeedDesk desk, IAreas areas, IFunds funds, IOrganisations organisations, ISettingsStore settings) : IRequestHandler<ShowMatching, Result<MatchingPage>>
{
    private const int MostNeeds = 8;

    public async Task<Result<MatchingPage>> Handle(ShowMatching request, CancellationToken cancellationToken)
    {
        var tree = await areas.AllAsync(cancellationToken);
        var kinds = await settings.GetAsync<NeedSettings>(cancellationToken);
        var chosen = tree.FirstOrDefault(area => area.Code == request.Area) ?? tree.FirstOrDefault(area => area.ParentCode is null);
        var needs = PublicNeeds.Of(db, tree, request.Area, request.Category);
        var counts = await needs.GroupBy(need => need.AreaCode).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, cancellationToken);
        var shown = await needs.OrderByDescending(need => need.Id).Take(MostNeeds).ToListAsync(cancellationToken);
        var calls = (await desk.CollectingCalls().OrderByDescending(call => call.Id).ToListAsync(cancellationToken))
            .Where(call => call.Design.AreaCodes.Count == 0 || call.Design.AreaCodes.Any(code => Serves(code, chosen, tree)));
        var open = (await funds.AllAsync(cancellationToken)).Where(fund => fund.AcceptsGifts).ToList();
        var verified = await organisations.VerifiedAsync(cancellationToken);
        return new MatchingPage(
            request, tree, kinds.Categories,
            [.. shown.Select(need => PublicNeeds.Card(need, tree, kinds))],
            counts.Values.Sum(),
            [.. calls.Select(call => new MatchingCall(call.Slug, call.Title, call.State, call.Design.Money, call.Design.Timetable.ClosesOn))],
            [.. open.Where(fund => Serves(fund.AreaCode, chosen, tree)).Select(fund => new MatchingFund(fund.Slug, fund.Name, Name(tree, fund.AreaCode)))],
            [.. verified.Where(organisation => Serves(organisation.AreaCode, chosen, tree)).Select(organisation => new MatchingOrganisation(organisation.Slug, organisation.Name, Name(tree, organisation.AreaCode)))],
            [.. tree.Where(area => area.ParentCode is not null && area.ParentCode == chosen?.Code).Select(part => Part(part, tree, counts, open, verified))]);
    }

    private static MatchingPart Part(Area part, IReadOnlyList<Area> tree, Dictionary<string, int> needs, List<FundSummary> funds, IReadOnlyList<OrganisationSummary> organisations)
    {
        var codes = tree.CodesWithin(part.Code);
        return new MatchingPart(
            part.Code, part.Name, codes.Sum(code => needs.GetValueOrDefault(code)), funds.Count(fund => codes.Contains(fund.AreaCode)), organisations.Count(organisation => codes.Contains(organisation.AreaCode)));
    }

    /// <summary>What belongs to one area may serve another when one of them lies in the other.</summary>
    private static bool Serves(string code, Area? chosen, IReadOnlyList<Area> tree) =>
        chosen is null || (tree.FirstOrDefault(area => area.Code == code) is { } own && (own.LiesIn(chosen) || chosen.LiesIn(own)));

    private static LocalizedText? Name(IReadOnlyList<Area> tree, string code) => tree.FirstOrDefault(area => area.Code == code)?.Name;
}
