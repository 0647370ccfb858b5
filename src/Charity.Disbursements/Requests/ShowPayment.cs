using Charity.Disbursements.Approvals;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>One payment request with everything that is needed to decide about it.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ShowPayment(Guid Id) : IQuery<PaymentPage>;

/// <param name="Sources">What the accounts it is taken from hold, before and after.</param>
/// <param name="Earlier">The project's instalments, paid, asked for or to come.</param>
/// <param name="Unusual">What somebody should look at twice, in words.</param>
internal sealed record PaymentPage(
    PaymentRow Payment, string Sha256, int Version, string ProjectSlug, Guid InstalmentId, string Remark, string RequestedBy, string PayeeBank, string PayeeAccount, OrganisationSummary? Organisation,
    IReadOnlyList<SourceRow> Sources, IReadOnlyList<ProjectInstalment> Instalments, IReadOnlyList<ApprovalRow> Approvals, IReadOnlyList<ApprovalStep> Steps, IReadOnlyList<Failure> Unusual,
    IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<WorkflowStep> History);

/// <param name="FundSlug">Null for public money.</param>
/// <param name="CommittedMinor">What is promised to the project out of this source and not yet paid. What the fund has left for others is not changed by a payment.</param>
internal sealed record SourceRow(string? FundSlug, LocalizedText? FundName, long AmountMinor, long CommittedMinor)
{
    public long CommittedAfterMinor => CommittedMinor - AmountMinor;
}

internal sealed record ApprovalRow(int Step, string ByName, DateTime AtUtc, string? InvalidReason)
{
    internal static ApprovalRow Of(Approval approval) => new(approval.Step, approval.ByName, approval.AtUtc, approval.InvalidReason);
}

internal sealed class ShowPaymentHandler(CharityDbContext db, PaymentDesk desk, IProjectMoney projects, IOrganisations organisations, IFunds funds, ILedgerTotals totals, UnusualPayments unusual, IWorkflowDoor door)
    : IRequestHandler<ShowPayment, Result<PaymentPage>>
{
    public async Task<Result<PaymentPage>> Handle(ShowPayment request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Id, cancellationToken) is not { } payment)
        {
            return PaymentFailures.Unknown;
        }

        var history = await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.Process == PaymentProcess.Table.Process && step.InstanceId == payment.Id).OrderBy(step => step.Number).ToListAsync(cancellationToken);
        return new PaymentPage(
            PaymentRow.Of(payment), payment.Sha256, payment.Version, payment.ProjectSlug, payment.InstalmentId, payment.Remark, payment.RequestedByName, payment.PayeeBank, payment.MaskedNumber,
            await organisations.FindAsync(payment.OrganisationId, cancellationToken), await SourcesAsync(payment, cancellationToken),
            await projects.OfProjectAsync(payment.ProjectSlug, cancellationToken), [.. payment.Approvals.Select(ApprovalRow.Of)], payment.Rule.Steps, await unusual.FindAsync(payment, cancellationToken),
            await door.OffersAsync(PaymentProcess.Table, payment, cancellationToken), history);
    }

    private async Task<IReadOnlyList<SourceRow>> SourcesAsync(PaymentRequest payment, CancellationToken cancellationToken)
    {
        var balances = await totals.BalancesAsync([.. payment.Parts.Select(part => part.CommittedCode)], cancellationToken);
        var rows = new List<SourceRow>();
        foreach (var part in payment.Parts)
        {
            // Promised money is reserved until the first payment, and stands on the account from then on.
            var committed = balances.GetValueOrDefault(part.CommittedCode) is { } balance ? balance.PostedMinor + balance.CreditsPendingMinor : 0;
            rows.Add(new SourceRow(part.FundSlug, part.FundSlug is { } slug ? (await funds.FindAsync(slug, cancellationToken))?.Name : null, part.AmountMinor, committed));
        }

        return rows;
    }
}
