using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Subjects;

/// <summary>Keeps the duties of a payment apart that belongs to no project: who asks does not approve, and who asked or approved does not pay.</summary>
internal sealed class SeparateDuties(CharityDbContext db)
{
    /// <summary>Why somebody may not take the duty; null when they may.</summary>
    /// <param name="bound">Others who may not approve or pay: whoever moved it.</param>
    public async Task<Failure?> ReasonAsync(PaymentRequest request, Guid userId, PaymentDuty duty, IReadOnlyCollection<Guid> bound, CancellationToken cancellationToken)
    {
        // Whoever asked again after it was returned has asked as well.
        var askedAgain = await db.Set<WorkflowStep>()
            .Where(step => step.Process == PaymentProcess.Table.Process && step.InstanceId == request.Id && step.Trigger == PaymentProcess.AskAgain && step.ActorId != null)
            .Select(step => step.ActorId!.Value).Distinct().ToListAsync(cancellationToken);
        return ReasonOf(request, duty, userId, [.. bound, .. askedAgain]);
    }

    private static Failure? ReasonOf(PaymentRequest request, PaymentDuty duty, Guid id, IReadOnlyCollection<Guid> bound) => duty switch
    {
        PaymentDuty.Approve or PaymentDuty.Pay when request.RequestedById == id => Failure.Conflict("requested_by_you", "Whoever asked for a payment neither approves nor pays it."),
        PaymentDuty.Approve or PaymentDuty.Pay when bound.Contains(id) => Failure.Conflict("bound_to_it", "Whoever proposed this spending or asked for it neither approves nor pays it."),
        PaymentDuty.Pay when request.Standing.Any(approval => approval.IsBy(id)) => Failure.Conflict("approved_by_payer", "Whoever approved a payment does not pay it."),
        _ => null,
    };
}
