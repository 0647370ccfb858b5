using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Subjects;

/// <summary>Keeps the duties of a payment apart that belongs to no project: who asks does not approve, and who asked or approved does not pay.</summary>
internal sealed class SeparateDuties(CharityDbContext db, ICurrentUser user, IUserDirectory users, IStringLocalizer texts)
{
    /// <param name="bound">Others who may not approve or pay: whoever moved it.</param>
    public async Task<Failure?> RefusalAsync(PaymentRequest request, PaymentDuty duty, string permission, IReadOnlyCollection<Guid> bound, CancellationToken cancellationToken)
    {
        if (user.Id is not { } id)
        {
            return null;
        }

        // Whoever asked again after it was returned has asked as well.
        var askedAgain = await db.Set<WorkflowStep>()
            .Where(step => step.Process == PaymentProcess.Table.Process && step.InstanceId == request.Id && step.Trigger == PaymentProcess.AskAgain && step.ActorId != null)
            .Select(step => step.ActorId!.Value).Distinct().ToListAsync(cancellationToken);
        IReadOnlyCollection<Guid> apart = [.. bound, .. askedAgain];
        return ReasonOf(request, duty, id, apart) is { } reason
            ? await users.WithOthersAsync(reason, permission, other => Task.FromResult(ReasonOf(request, duty, other, apart) is null), texts, cancellationToken)
            : null;
    }

    private static Failure? ReasonOf(PaymentRequest request, PaymentDuty duty, Guid id, IReadOnlyCollection<Guid> bound) => duty switch
    {
        PaymentDuty.Approve or PaymentDuty.Pay when request.RequestedById == id => Failure.Conflict("requested_by_you", "Whoever asked for a payment neither approves nor pays it."),
        PaymentDuty.Approve or PaymentDuty.Pay when bound.Contains(id) => Failure.Conflict("bound_to_it", "Whoever proposed this spending or asked for it neither approves nor pays it."),
        PaymentDuty.Pay when request.Standing.Any(approval => approval.ById == id) => Failure.Conflict("approved_by_payer", "Whoever approved a payment does not pay it."),
        _ => null,
    };
}
