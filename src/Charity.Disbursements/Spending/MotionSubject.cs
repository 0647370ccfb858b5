using System.Text;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Spending;

/// <summary>A fund's own spending by a motion that passed: all its payments together never exceed its sum. The approval sets the money aside.</summary>
internal sealed class MotionSubject(CharityDbContext db, IFundMotions motions, IFunds funds, IPermissionService permissions, SeparateDuties duties, IUserDirectory users, PersonMails mails, SiteAddress site) : IPaymentSubject
{
    public PaymentKind Kind => PaymentKind.Spending;

    public bool IsReservedByApproval => true;

    public Task LockAsync(Guid subjectId, CancellationToken cancellationToken) => motions.TakeAsync(subjectId, cancellationToken);

    public async Task<Failure?> RefusalAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        if (await motions.FindAsync(request.SubjectId, cancellationToken) is not { IsPassed: true } motion)
        {
            return Failure.Conflict("motion_not_passed", "The motion that this would be paid by has not passed.");
        }

        var asked = await AskedMinorAsync(motion.Id, except: request.Id, cancellationToken);
        return asked + request.AmountMinor > motion.AmountMinor
            ? Failure.Conflict("motion_spent", "The motion allows {0} in all; other payments take {1} of it.", Money.Format(motion.AmountMinor, motion.Currency), Money.Format(asked, motion.Currency))
            : null;
    }

    public Task<bool> IsOverAsync(PaymentRequest request, CancellationToken cancellationToken) => Task.FromResult(false);

    public async Task<Failure?> AskerRefusalAsync(PaymentRequest request, CancellationToken cancellationToken) =>
        await permissions.HasAsync(Permissions.RequestSpending, cancellationToken)
        && await motions.FindAsync(request.SubjectId, cancellationToken) is { } motion && (await funds.MineAsync(cancellationToken)).Any(fund => fund.Slug == motion.FundSlug)
            ? null
            : Failure.Forbidden("not_your_fund", "Only those who look after the fund ask for its payments.");

    public Task<Payee?> PayeeNowAsync(PaymentRequest request, CancellationToken cancellationToken) => Task.FromResult<Payee?>(null);

    /// <summary>Nor does whoever bears the payee's name: a namesake leaves it to a colleague.</summary>
    public async Task<Failure?> DutyReasonAsync(PaymentRequest request, Guid userId, PaymentDuty duty, CancellationToken cancellationToken) =>
        await duties.ReasonAsync(request, userId, duty, (await motions.FindAsync(request.SubjectId, cancellationToken))?.MovedById is { } mover ? [mover] : [], cancellationToken)
        ?? (duty is not PaymentDuty.Request && await users.FindAsync(userId, cancellationToken) is { } person && Bare(person.Name) == Bare(request.PayeeName)
            ? Failure.Conflict("payee_yourself", "The payee has your name. Nobody approves or pays money to themselves, so a colleague has to do it.")
            : null);

    /// <summary>Without spaces and full-width forms.</summary>
    private static string Bare(string name) => string.Concat(name.Normalize(NormalizationForm.FormKC).Where(letter => !char.IsWhiteSpace(letter)));

    public Task RecordDutyAsync(PaymentRequest request, PaymentDuty duty, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SettleAsync(PaymentRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task TellAsync(PaymentRequest request, string what, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken) => mails.AddAsync(
        request.RequestedById, _ => $"payment-{what}:{request.Id:N}:{request.Version}", subject, (_, T) => [.. paragraphs(T), site.Of($"/manage/payments/{request.Id}")], cancellationToken);

    /// <summary>What payments by the motion take of its sum, paid or on their way, with what the current transaction has changed.</summary>
    public async Task<long> AskedMinorAsync(Guid motionId, Guid? except, CancellationToken cancellationToken)
    {
        await db.Set<PaymentRequest>().Where(request => request.SubjectId == motionId).LoadAsync(cancellationToken);
        return db.Set<PaymentRequest>().Local.Where(request => request.SubjectId == motionId && request.Id != except && request.IsOpen).Sum(request => request.AmountMinor);
    }
}
