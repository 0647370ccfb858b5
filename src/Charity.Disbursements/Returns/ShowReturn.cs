using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Returns;

/// <summary>One demand, for the staff.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ShowReturn(Guid Id) : IQuery<ReturnPage>;

/// <summary>One demand, for the organisation that has to pay it.</summary>
[SignedIn]
internal sealed record ShowMyReturn(Guid Id) : IQuery<ReturnPage>;

internal sealed record ReturnPage(
    ReturnRow Demand, int Version, string ProjectSlug, OrganisationSummary? Organisation, string Explanation, string DemandedBy, DateTime DemandedUtc, IReadOnlyList<ReceiptRow> Receipts, CharityProfile? Charity,
    IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<WorkflowStep> History);

internal sealed record ReceiptRow(DateOnly ReceivedOn, long AmountMinor, string BankReference, string EnteredBy);

/// <summary>What staff see before they demand money back.</summary>
/// <param name="Project">Its slug.</param>
[Requires(Permissions.DemandReturns)]
internal sealed record ShowNewReturn(string Project, DemandReturn? Typed = null) : IQuery<NewReturnPage>;

internal sealed record NewReturnPage(LocalizedText ProjectTitle, DemandReturn Typed, long DemandableMinor, string Currency);

internal sealed class ShowReturnHandler(CharityDbContext db, ReturnDesk desk, IOrganisations organisations, ICharityProfile charity, IProjectMoney projects, IWorkflowDoor door, ICurrentUser user)
    : IRequestHandler<ShowReturn, Result<ReturnPage>>, IRequestHandler<ShowMyReturn, Result<ReturnPage>>, IRequestHandler<ShowNewReturn, Result<NewReturnPage>>
{
    public async Task<Result<ReturnPage>> Handle(ShowReturn request, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Id, cancellationToken) is { } demand ? await PageAsync(demand, cancellationToken) : ReturnFailures.Unknown;

    public async Task<Result<ReturnPage>> Handle(ShowMyReturn request, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Id, cancellationToken) is { } demand && user.Id is { } id && await organisations.RoleOfAsync(id, demand.OrganisationId, cancellationToken) is not null
            ? await PageAsync(demand, cancellationToken)
            : ReturnFailures.Unknown;

    public async Task<Result<NewReturnPage>> Handle(ShowNewReturn request, CancellationToken cancellationToken) =>
        await projects.OfProjectAsync(request.Project, cancellationToken) is [var project, ..]
            ? new NewReturnPage(project.ProjectTitle, request.Typed ?? new DemandReturn { Project = request.Project }, await desk.DemandableAsync(project.ProjectId, cancellationToken), project.Currency)
            : Failure.NotFound("project_unknown", "There is no such project.");

    private async Task<ReturnPage> PageAsync(ReturnDemand demand, CancellationToken cancellationToken) => new(
        ReturnRow.Of(demand), demand.Version, demand.ProjectSlug, await organisations.FindAsync(demand.OrganisationId, cancellationToken), demand.Explanation, demand.DemandedByName, demand.DemandedUtc,
        [.. demand.Receipts.Select(receipt => new ReceiptRow(receipt.ReceivedOn, receipt.AmountMinor, receipt.BankReference, receipt.EnteredByName))], await charity.GetAsync(cancellationToken),
        await door.OffersAsync(ReturnProcess.Table, demand, cancellationToken),
        await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.Process == ReturnProcess.Table.Process && step.InstanceId == demand.Id).OrderBy(step => step.Number).ToListAsync(cancellationToken));
}
