using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Returns;

internal sealed record ReturnPage(
    ReturnRow Demand, int Version, string ProjectSlug, OrganisationSummary? Organisation, string Explanation, string DemandedBy, DateTime DemandedUtc, IReadOnlyList<ReceiptRow> Receipts, CharityProfile? Charity,
    IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<WorkflowStep> History);

internal sealed record ReceiptRow(DateOnly ReceivedOn, long AmountMinor, string BankReference, string EnteredBy);

/// <summary>What the pages of a demand share.</summary>
internal sealed class ReturnPages(CharityDbContext db, IOrganisations organisations, ICharityProfile charity, IWorkflowDoor door)
{
    public async Task<ReturnPage> OfAsync(ReturnDemand demand, CancellationToken cancellationToken) => new(
        ReturnRow.Of(demand), demand.Version, demand.ProjectSlug, await organisations.FindAsync(demand.OrganisationId, cancellationToken), demand.Explanation, demand.DemandedByName, demand.DemandedUtc,
        [.. demand.Receipts.Select(receipt => new ReceiptRow(receipt.ReceivedOn, receipt.AmountMinor, receipt.BankReference, receipt.EnteredByName))], await charity.GetAsync(cancellationToken),
        await door.OffersAsync(ReturnProcess.Table, demand, cancellationToken),
        await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.Process == ReturnProcess.Table.Process && step.InstanceId == demand.Id).OrderBy(step => step.Number).ToListAsync(cancellationToken));
}
