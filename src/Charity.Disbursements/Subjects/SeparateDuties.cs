using Charity.Disbursements.Requests;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using Charity.Ventures.Contracts;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Subjects;

/// <summary>Keeps the duties of a payment apart that belongs to no project: who asks does not approve, and who asked or approved does not pay.</summary>
internal sealed class SeparateDuties(ICurrentUser user, IUserDirectory users, IStringLocalizer texts)
{
    /// <param name="bound">Others who may not approve: whoever moved it, or is paid by it.</param>
    public async Task<Failure?> RefusalAsync(PaymentRequest request, PaymentDuty duty, string permission, IReadOnlyCollection<Guid> bound, CancellationToken cancellationToken) =>
        user.Id is { } id && ReasonOf(request, duty, id, bound) is { } reason
            ? await users.WithOthersAsync(reason, permission, other => Task.FromResult(ReasonOf(request, duty, other, bound) is null), texts, cancellationToken)
            : null;

    private static Failure? ReasonOf(PaymentRequest request, PaymentDuty duty, Guid id, IReadOnlyCollection<Guid> bound) => duty switch
    {
        PaymentDuty.Approve or PaymentDuty.Pay when request.RequestedById == id => Failure.Conflict("requested_by_you", "Whoever asked for a payment neither approves nor pays it."),
        PaymentDuty.Approve or PaymentDuty.Pay when bound.Contains(id) => Failure.Conflict("bound_to_it", "Whoever proposed this spending, or is paid by it, neither approves nor pays it."),
        PaymentDuty.Pay when request.Standing.Any(approval => approval.ById == id) => Failure.Conflict("approved_by_payer", "Whoever approved a payment does not pay it."),
        _ => null,
    };
}
