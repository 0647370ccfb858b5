using Charity.Disbursements.Requests;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using Charity.Ventures.Contracts;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Subjects;

/// <summary>What payments of one kind are made for. It knows whether they may be made, by whom, and who is told.</summary>
internal interface IPaymentSubject
{
    PaymentKind Kind { get; }

    /// <summary>Whether the money is set aside by the approval; otherwise it was before.</summary>
    bool IsReservedByApproval { get; }

    /// <summary>Holds whatever the payment depends on until the transaction ends.</summary>
    Task LockAsync(Guid subjectId, CancellationToken cancellationToken);

    /// <summary>Why it may not be paid, or not to this account; null when it may.</summary>
    Task<Failure?> RefusalAsync(PaymentRequest request, CancellationToken cancellationToken);

    /// <summary>It will never be paid: there is nothing left to pay for.</summary>
    Task<bool> IsOverAsync(PaymentRequest request, CancellationToken cancellationToken);

    /// <summary>Why the current user does not ask for it, nor takes it back.</summary>
    Task<Failure?> AskerRefusalAsync(PaymentRequest request, CancellationToken cancellationToken);

    /// <summary>Where the money goes by now; null when that never changes.</summary>
    Task<Payee?> PayeeNowAsync(PaymentRequest request, CancellationToken cancellationToken);

    /// <summary>Why somebody may not take the duty; null when they may.</summary>
    Task<Failure?> DutyReasonAsync(PaymentRequest request, Guid userId, PaymentDuty duty, CancellationToken cancellationToken);

    Task RecordDutyAsync(PaymentRequest request, PaymentDuty duty, CancellationToken cancellationToken);

    /// <summary>Brings the subject into the state that the payment demands; called after every move.</summary>
    Task SettleAsync(PaymentRequest request, CancellationToken cancellationToken);

    /// <summary>Tells whoever asked for it, once for each move.</summary>
    /// <param name="what">Which move.</param>
    Task TellAsync(PaymentRequest request, string what, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken);
}

internal sealed class PaymentSubjects(IEnumerable<IPaymentSubject> subjects, ICurrentUser user, IUserDirectory users, IStringLocalizer texts)
{
    private readonly Dictionary<PaymentKind, IPaymentSubject> _subjects = subjects.ToDictionary(subject => subject.Kind);

    public IPaymentSubject Of(PaymentKind kind) => _subjects[kind];

    public IPaymentSubject Of(PaymentRequest request) => Of(request.Kind);

    /// <summary>Why the current user may not take the duty, and who still may.</summary>
    /// <param name="permission">Whose holders are named as those who still may.</param>
    public async Task<Failure?> DutyRefusalAsync(PaymentRequest request, PaymentDuty duty, string permission, CancellationToken cancellationToken) =>
        user.Id is { } id && await Of(request).DutyReasonAsync(request, id, duty, cancellationToken) is { } reason
            ? await users.WithOthersAsync(reason, permission, async other => await Of(request).DutyReasonAsync(request, other, duty, cancellationToken) is null, texts, cancellationToken)
            : null;
}
