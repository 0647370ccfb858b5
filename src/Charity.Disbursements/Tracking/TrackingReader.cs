using System.Globalization;
using Charity.Disbursements.Aid;
using Charity.Disbursements.PastPayouts;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Returns;
using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Tracking;

/// <summary>
/// Reads what was received and paid for everything. It reads requests and lists, whose paid sums are kept with every transfer, and never the transfers
/// themselves: a district has some hundreds of the first a year, and hundreds of thousands of the second.
/// </summary>
internal sealed class TrackingReader(CharityDbContext db, IProjectTracking projects, IAreas areas, IFunds funds, IStringLocalizer texts)
{
    /// <summary>In yuan; other currencies are left out.</summary>
    public async Task<IReadOnlyList<TrackedWork>> WorksAsync(CancellationToken cancellationToken)
    {
        var streets = await StreetsAsync(cancellationToken);
        return [.. await ProjectsAsync(streets, cancellationToken), .. await ListsAsync(streets, cancellationToken), .. await SpendingAsync(streets, cancellationToken), .. await PastAsync(cancellationToken)];
    }

    public static IReadOnlyList<TrackingRow> Group(IEnumerable<TrackedWork> works, TrackingView view, Func<TrackedWork, string> labelOf) => view == TrackingView.Year
        ? [.. works.GroupBy(work => work.Year).OrderBy(group => group.Key).Select(group => TrackingRow.Of(group.Key.ToString(CultureInfo.InvariantCulture), group))]
        : [.. works.GroupBy(labelOf).Select(group => TrackingRow.Of(group.Key, group)).OrderByDescending(row => row.ReceivedMinor).ThenBy(row => row.Label, StringComparer.Ordinal)];

    /// <summary>What a work is called in a view, in the reader's language.</summary>
    public async Task<Func<TrackedWork, string>> LabelsAsync(TrackingView view, CancellationToken cancellationToken)
    {
        var fundNames = (await funds.AllAsync(cancellationToken)).ToDictionary(fund => fund.Slug, fund => fund.Name.ToString(), StringComparer.Ordinal);
        var areaNames = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name.ToString(), StringComparer.Ordinal);
        return view switch
        {
            TrackingView.Fund => work => work.FundSlug is { } slug ? fundNames.GetValueOrDefault(slug, slug) : texts["Public money"],
            TrackingView.Street => work => work.StreetCode is { } code ? areaNames.GetValueOrDefault(code, code) : texts["The whole district"],
            TrackingView.Programme => work => work.Programme.Length > 0 ? work.Programme : texts["Other"],
            _ => work => work.Year.ToString(CultureInfo.InvariantCulture),
        };
    }

    private async Task<IEnumerable<TrackedWork>> ProjectsAsync(Func<string?, string?> streetOf, CancellationToken cancellationToken)
    {
        var requests = await db.Set<PaymentRequest>().Where(request => request.ProjectId != null && !PaymentProcess.Dead.Contains(request.State))
            .GroupBy(request => new { Id = request.ProjectId!.Value, request.State }).Select(group => new { group.Key.Id, group.Key.State, Paid = group.Sum(request => request.PaidMinor), All = group.Sum(request => request.AmountMinor) })
            .ToListAsync(cancellationToken);
        var ofProject = requests.ToLookup(request => request.Id);
        var returned = await db.Set<ReturnDemand>().Where(demand => demand.ReceivedMinor > 0)
            .GroupBy(demand => demand.ProjectId).Select(group => new { group.Key, Sum = group.Sum(demand => demand.ReceivedMinor) }).ToDictionaryAsync(group => group.Key, group => group.Sum, cancellationToken);
        return (await projects.AllAsync(cancellationToken)).Where(project => project.Currency == Money.Yuan).Select(project => new TrackedWork(
            project.Id, project.Title.ToString(), project.Year, project.Programme.ToString(), project.FundSlug, streetOf(project.AreaCode), project.Standing, project.AwardedMinor, ofProject[project.Id].Sum(request => request.Paid),
            returned.GetValueOrDefault(project.Id), $"/office/projects/{project.Slug}")
        {
            AskedMinor = ofProject[project.Id].Where(request => IsAsked(request.State)).Sum(request => request.All), ApprovedMinor = ofProject[project.Id].Where(request => IsApproved(request.State)).Sum(request => request.All - request.Paid),
        });
    }

    private async Task<IEnumerable<TrackedWork>> ListsAsync(Func<string?, string?> streetOf, CancellationToken cancellationToken)
    {
        var lists = await (
            from list in db.Set<AidList>().AsNoTracking()
            join programme in db.Set<AidProgramme>() on list.ProgrammeId equals programme.Id
            join request in db.Set<PaymentRequest>() on list.RequestId equals request.Id
            where !PaymentProcess.Dead.Contains(request.State)
            orderby list.Id
            select new { list.Id, list.Period, programme.Name, programme.FundSlug, request.Year, RequestId = request.Id, request.State, AmountMinor = request.AmountMinor - request.GivenUpMinor, request.PaidMinor }).ToListAsync(cancellationToken);
        var fundStreets = await FundStreetsAsync(streetOf, cancellationToken);
        return lists.Select(list => new TrackedWork(
            list.Id, $"{list.Name} {list.Period}", list.Year, list.Name.ToString(), list.FundSlug, fundStreets.GetValueOrDefault(list.FundSlug), StandingOf(list.State, list.PaidMinor), list.AmountMinor, list.PaidMinor, 0,
            $"/manage/payments/{list.RequestId}") { AskedMinor = IsAsked(list.State) ? list.AmountMinor : 0, ApprovedMinor = IsApproved(list.State) ? list.AmountMinor - list.PaidMinor : 0 });
    }

    private async Task<IEnumerable<TrackedWork>> SpendingAsync(Func<string?, string?> streetOf, CancellationToken cancellationToken)
    {
        var spending = await db.Set<PaymentRequest>().AsNoTracking().Where(request => request.Kind == PaymentKind.Spending && request.Currency == Money.Yuan && !PaymentProcess.Dead.Contains(request.State))
            .OrderBy(request => request.Id)
            .Select(request => new { request.Id, request.Title, request.Year, request.State, request.AmountMinor, request.PaidMinor, Fund = request.Parts.Select(part => part.FundSlug).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var fundStreets = await FundStreetsAsync(streetOf, cancellationToken);
        return spending.Select(request => new TrackedWork(
            request.Id, request.Title.ToString(), request.Year, texts["Funds' own spending"], request.Fund, request.Fund is { } fund ? fundStreets.GetValueOrDefault(fund) : null,
            StandingOf(request.State, request.PaidMinor), request.AmountMinor, request.PaidMinor, 0, $"/manage/payments/{request.Id}")
        {
            AskedMinor = IsAsked(request.State) ? request.AmountMinor : 0, ApprovedMinor = IsApproved(request.State) ? request.AmountMinor - request.PaidMinor : 0,
        });
    }

    private async Task<IEnumerable<TrackedWork>> PastAsync(CancellationToken cancellationToken) =>
        (await db.Set<PastPayout>().AsNoTracking().OrderBy(row => row.Year).ThenBy(row => row.Number).ToListAsync(cancellationToken))
            .Select(row => new TrackedWork(row.Id, row.Title, row.Year, row.Programme, null, row.StreetCode, row.Standing, row.ReceivedMinor, row.PaidMinor, 0, null));

    private static bool IsAsked(string state) => state is PaymentProcess.Asked or PaymentProcess.Returned;

    private static bool IsApproved(string state) => state is PaymentProcess.Approved or PaymentProcess.Paying;

    private static ProjectStanding StandingOf(string state, long paidMinor) =>
        state == PaymentProcess.Paid ? ProjectStanding.Done : state == PaymentProcess.Paying || paidMinor > 0 ? ProjectStanding.Running : ProjectStanding.NotStarted;

    /// <summary>From any area to the street or town it lies in.</summary>
    private async Task<Func<string?, string?>> StreetsAsync(CancellationToken cancellationToken)
    {
        var all = await areas.AllAsync(cancellationToken);
        var streets = all.Where(area => area.Kind is AreaKind.Street or AreaKind.Town).ToList();
        var found = all.ToDictionary(area => area.Code, area => streets.Find(street => area.Path.StartsWith(street.Path, StringComparison.Ordinal))?.Code, StringComparer.Ordinal);
        return code => code is null ? null : found.GetValueOrDefault(code);
    }

    private async Task<IReadOnlyDictionary<string, string?>> FundStreetsAsync(Func<string?, string?> streetOf, CancellationToken cancellationToken) =>
        (await funds.AllAsync(cancellationToken)).ToDictionary(fund => fund.Slug, fund => streetOf(fund.AreaCode), StringComparer.Ordinal);
}
