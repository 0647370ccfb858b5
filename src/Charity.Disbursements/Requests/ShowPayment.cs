using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Papers;
using Charity.Disbursements.Subjects;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
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
    PaymentRow Payment, string Sha256, int Version, PaymentKind Kind, string? ProjectSlug, Guid SubjectId, string Remark, string RequestedBy, Transfers Transfers, OrganisationSummary? Organisation,
    IReadOnlyList<SourceRow> Sources, IReadOnlyList<ProjectInstalment> Instalments, IReadOnlyList<ApprovalRow> Approvals, IReadOnlyList<ApprovalStep> Steps, IReadOnlyList<Failure> Unusual,
    IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<WorkflowStep> History, IReadOnlyList<AttachmentInfo> Papers, bool CanAddPapers, MotionSummary? Motion, GivingUp GivingUp);

/// <param name="ProposedMinor">To be given up, when somebody proposes it.</param>
/// <param name="Reason">Of what is proposed, or was given up.</param>
/// <param name="GivenUpMinor">Never paid.</param>
internal sealed record GivingUp(long? ProposedMinor, string? Reason, long GivenUpMinor);

/// <param name="FundSlug">Null for public money.</param>
/// <param name="BeforeMinor">
/// What this payment lowers: what is set aside for the project and not yet paid; or what the fund has free, when only the approval sets it aside.
/// </param>
internal sealed record SourceRow(string? FundSlug, LocalizedText? FundName, long AmountMinor, bool IsSetAside, long BeforeMinor)
{
    public long AfterMinor => BeforeMinor - AmountMinor;
}

/// <param name="InPlaceOf">Whose right it was; null for one's own.</param>
internal sealed record ApprovalRow(int Step, string ByName, string? InPlaceOf, DateTime AtUtc, string? InvalidReason)
{
    internal static ApprovalRow Of(Approval approval) => new(approval.Step, approval.ByName, approval.InPlaceOfName, approval.AtUtc, approval.InvalidReason);
}

internal sealed class ShowPaymentHandler(CharityDbContext db, PaymentDesk desk, PaymentLines lines, IProjectMoney projects, IOrganisations organisations, IFunds funds, ILedgerTotals totals, UnusualPayments unusual, IWorkflowDoor door,
    IAttachments attachments, PaymentSubjects subjects, IFundMotions motions)
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
            PaymentRow.Of(payment), payment.Sha256, payment.Version, payment.Kind, payment.ProjectSlug, payment.SubjectId, payment.Remark, payment.RequestedByName, await lines.ShowAsync(payment, cancellationToken),
            payment.OrganisationId is { } organisation ? await organisations.FindAsync(organisation, cancellationToken) : null, await SourcesAsync(payment, cancellationToken),
            payment.ProjectSlug is { } project ? await projects.OfProjectAsync(project, cancellationToken) : [], [.. payment.Approvals.Select(ApprovalRow.Of)], payment.Rule.Steps, await unusual.FindAsync(payment, cancellationToken),
            await door.OffersAsync(PaymentProcess.Table, payment, cancellationToken), history, await attachments.ListAsync(PaymentPapers.Of(payment.Id), cancellationToken),
            PaymentPapers.CanChange(payment) && await subjects.Of(payment).AskerRefusalAsync(payment, cancellationToken) is null,
            payment.Kind == PaymentKind.Spending ? await motions.FindAsync(payment.SubjectId, cancellationToken) : null,
            new GivingUp(payment.GiveUpMinor, payment.GiveUpReason, payment.GivenUpMinor));
    }

    private async Task<IReadOnlyList<SourceRow>> SourcesAsync(PaymentRequest payment, CancellationToken cancellationToken)
    {
        var balances = await totals.BalancesAsync([.. payment.Parts.Select(part => part.CommittedCode ?? part.AvailableCode)], cancellationToken);
        var rows = new List<SourceRow>();
        foreach (var part in payment.Parts)
        {
            // Promised money is reserved until the first payment, and stands on the account from then on.
            var balance = balances.GetValueOrDefault(part.CommittedCode ?? part.AvailableCode);
            var before = balance is null ? 0 : part.CommittedCode is null ? balance.AvailableMinor : balance.PostedMinor + balance.CreditsPendingMinor;
            rows.Add(new SourceRow(part.FundSlug, part.FundSlug is { } slug ? (await funds.FindAsync(slug, cancellationToken))?.Name : null, part.AmountMinor, part.CommittedCode is not null, before));
        }

        return rows;
    }
}
