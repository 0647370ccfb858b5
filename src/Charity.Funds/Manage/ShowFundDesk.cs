using Charity.Funds.Contracts;
using Charity.Funds.Figures;
using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Manage;

/// <summary>A fund as those see it who look after it: where it stands, what is missing, what can be done, what was done.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record ShowFundDesk(string Slug) : IQuery<FundDeskPage>, IFundRequest;

/// <param name="Missing">What keeps it from being open today; also said of an open fund, whose campaign may end.</param>
internal sealed record FundDeskPage(
    string Slug, LocalizedText Name, FundKind Kind, string State, int Version, FundFigures Figures, long GoalMinor, IReadOnlyList<FieldFailure> Missing,
    IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<FundStep> History);

internal sealed record FundStep(DateTime AtUtc, string State, string ActorName, string? Note);

internal sealed class ShowFundDeskHandler(CharityDbContext db, FundDesk desk, FundReadiness readiness, FundBooks books, IWorkflowDoor door) : IRequestHandler<ShowFundDesk, Result<FundDeskPage>>
{
    public async Task<Result<FundDeskPage>> Handle(ShowFundDesk request, CancellationToken cancellationToken)
    {
        var fund = await desk.LoadAsync(request.Slug, cancellationToken);
        var history = await db.Set<WorkflowStep>().AsNoTracking()
            .Where(step => step.InstanceId == fund.Id)
            .OrderByDescending(step => step.Number)
            .Select(step => new FundStep(step.AtUtc, step.To, step.ActorName, step.Note))
            .ToListAsync(cancellationToken);
        return new FundDeskPage(
            fund.Slug, fund.Name, fund.Kind, fund.State, fund.Version,
            (await books.OfAsync([(fund.Slug, fund.Currency)], cancellationToken))[fund.Slug],
            fund.GoalMinor,
            await readiness.MissingToOpenAsync(fund, cancellationToken),
            await door.OffersAsync(FundProcess.Definition, fund, cancellationToken),
            history);
    }
}
