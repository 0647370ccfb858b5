using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Web;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Aid;

/// <summary>Lists of people as something to be paid: the approval sets the money aside, and whoever imported the list neither approves nor pays it.</summary>
internal sealed class AidSubject(CharityDbContext db, SeparateDuties duties, IPermissionService permissions, PersonMails mails, SiteAddress site) : IPaymentSubject
{
    public PaymentKind Kind => PaymentKind.Aid;

    public bool IsReservedByApproval => true;

    public Task LockAsync(Guid subjectId, CancellationToken cancellationToken) => db.LockAsync($"aid-list:{subjectId:N}", cancellationToken);

    /// <summary>A list never changes after its import: what becomes of it is decided about the payment itself.</summary>
    public async Task<Failure?> RefusalAsync(PaymentRequest request, CancellationToken cancellationToken) =>
        await db.Set<AidList>().AnyAsync(list => list.Id == request.SubjectId && list.Standing != AidStanding.Ended, cancellationToken) ? null : AidFailures.ListEnded;

    public Task<bool> IsOverAsync(PaymentRequest request, CancellationToken cancellationToken) => Task.FromResult(false);

    public async Task<Failure?> AskerRefusalAsync(PaymentRequest request, CancellationToken cancellationToken) => await permissions.CheckAsync(Permissions.ManageAid, cancellationToken);

    public Task<Payee?> PayeeNowAsync(PaymentRequest request, CancellationToken cancellationToken) => Task.FromResult<Payee?>(null);

    public Task<Failure?> DutyReasonAsync(PaymentRequest request, Guid userId, PaymentDuty duty, CancellationToken cancellationToken) =>
        duties.ReasonAsync(request, userId, duty, [], cancellationToken);

    /// <summary>Request and approvals themselves say who did what.</summary>
    public Task RecordDutyAsync(PaymentRequest request, PaymentDuty duty, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Counts anew what is paid, area by area, and says how the list stands.</summary>
    public async Task SettleAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        var list = await db.Set<AidList>().Include(list => list.Areas).SingleAsync(list => list.Id == request.SubjectId, cancellationToken);
        var lines = from recipient in db.Set<AidRecipient>()
                    where recipient.ListId == list.Id
                    join line in db.Set<PaymentLine>() on recipient.Id equals line.Id
                    select new { recipient.AreaCode, line.AmountMinor, line.PaidUtc, line.VoidedUtc, line.BatchId, line.FailedFor };
        var paid = await lines.Where(line => line.PaidUtc != null).GroupBy(line => line.AreaCode)
            .Select(area => new AidAreaSum(area.Key, area.Count(), area.Sum(line => line.AmountMinor))).ToListAsync(cancellationToken);
        var refused = await lines.CountAsync(line => line.PaidUtc == null && line.VoidedUtc == null && line.BatchId == null && line.FailedFor != null, cancellationToken);
        list.Stand(StandingOf(request.State), paid, refused);
    }

    /// <summary>Whoever imported the list, in their language. The approval is told and not settled, so the list follows it here.</summary>
    public async Task TellAsync(PaymentRequest request, string what, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken)
    {
        await SettleAsync(request, cancellationToken);
        await mails.AddAsync(
            request.RequestedById, importer => $"payment-{what}:{request.Id:N}:{request.Version}:{importer.Id}", subject,
            (importer, T) => [T["Dear {0},", importer.Name], .. paragraphs(T), site.Of("/manage/aid")], cancellationToken);
    }

    private static AidStanding StandingOf(string state) => state switch
    {
        PaymentProcess.Asked or PaymentProcess.Returned => AidStanding.Asked,
        PaymentProcess.Approved or PaymentProcess.Paying => AidStanding.Approved,
        PaymentProcess.Paid => AidStanding.Paid,
        _ => AidStanding.Ended,
    };
}
