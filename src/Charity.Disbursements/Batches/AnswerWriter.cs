using System.Globalization;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Batches;

/// <summary>Writes what the bank did into transfers, requests, batch and books, in the caller's transaction.</summary>
internal sealed class AnswerWriter(
    CharityDbContext db, BatchDesk desk, IWorkflowDoor door, PaymentSettling settling, PaymentSubjects subjects, PaymentBooking booking, IAlerts alerts, SiteTime time, TimeProvider clock, IServiceProvider services)
{
    public static string AlertOf(PaymentRequest request) => $"payment-failed:{request.Id:N}";

    /// <param name="answers">What is new of the bank's answer; all of one batch.</param>
    public async Task<Result<TakenAnswer>> WriteAsync(Guid batchId, IReadOnlyList<BankAnswer> answers, CancellationToken cancellationToken)
    {
        // The lines first, by statements of their own because there may be thousands; after that nothing is tracked any more.
        var (paid, returned) = (ByDay(answers, LineAnswer.Paid), ByDay(answers, LineAnswer.Returned));
        await WriteLinesAsync(answers, paid, cancellationToken);

        var batch = (await desk.FindAsync(batchId, cancellationToken))!;
        var requests = await RequestsAsync(answers, cancellationToken);
        foreach (var request in requests.Values)
        {
            request.CountPaid(paid.Where(day => day.RequestId == request.Id).Sum(day => day.AmountMinor) - returned.Where(day => day.RequestId == request.Id).Sum(day => day.AmountMinor));
            if (await MoveAsync(batch, request, [.. answers.Where(answer => answer.Outcome != LineAnswer.Paid && answer.Transfer.Line.RequestId == request.Id)], cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        if (batch.State == BatchProcess.Sent && await BatchRules.EveryLineMustBeAnswered(batch, services, cancellationToken) is null
            && (await door.FireAsync(BatchProcess.Table, batch, BatchProcess.Answer, expectedVersion: null, note: null, cancellationToken)).Failure is { } stuck)
        {
            return stuck;
        }

        var unbooked = await booking.BookAsync([.. paid.Select(day => day.Of(requests))], cancellationToken) ?? await booking.BookReturnedAsync([.. returned.Select(day => day.Of(requests))], cancellationToken);
        foreach (var request in requests.Values)
        {
            unbooked ??= await settling.EndIfOverAsync(request, cancellationToken);
        }

        return unbooked is not null ? unbooked
            : new TakenAnswer(answers.Count(answer => answer.Outcome == LineAnswer.Paid), answers.Count(answer => answer.Outcome == LineAnswer.Failed), answers.Count(answer => answer.Outcome == LineAnswer.Returned));
    }

    /// <summary>What happened of one request on one day is one entry of the books.</summary>
    private IReadOnlyList<DayOfTransfers> ByDay(IReadOnlyList<BankAnswer> answers, LineAnswer outcome) =>
    [
        .. answers.Where(answer => answer.Outcome == outcome)
            .GroupBy(answer => (answer.Transfer.Line.RequestId, On: answer.PaidOn ?? time.Today))
            .Select(day => new DayOfTransfers(day.Key.RequestId, day.Key.On, day.MinBy(answer => answer.Transfer.Sent.Number)!.Transfer.Sent, day.Sum(answer => answer.Transfer.Sent.AmountMinor))),
    ];

    private async Task WriteLinesAsync(IReadOnlyList<BankAnswer> answers, IReadOnlyList<DayOfTransfers> paid, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var entries = paid.ToDictionary(day => (day.RequestId, day.On), day => MadePayment.EntryIdOf(day.First));
        foreach (var answer in answers)
        {
            var (sent, line) = answer.Transfer;
            db.AttachRange(sent, line);
            switch (answer.Outcome)
            {
                case LineAnswer.Paid:
                    var on = answer.PaidOn ?? time.Today;
                    line.Pay(on, answer.BankReference, entries[(line.RequestId, on)], now);
                    sent.Paid(answer.BankReference, now);
                    break;
                case LineAnswer.Returned:
                    line.Bounce(answer.Reason);
                    sent.Bounced(answer.Reason);
                    break;
                default:
                    line.Free(answer.Reason);
                    sent.Failed(answer.Reason, now);
                    break;
            }
        }

        await db.SaveGroupAsync(cancellationToken);
    }

    private async Task<IReadOnlyDictionary<Guid, PaymentRequest>> RequestsAsync(IReadOnlyList<BankAnswer> answers, CancellationToken cancellationToken)
    {
        var ids = answers.Select(answer => answer.Transfer.Line.RequestId).Distinct().ToList();
        return await PaymentDesk.Whole(db.Set<PaymentRequest>()).Where(request => ids.Contains(request.Id)).OrderBy(request => request.Id).ToDictionaryAsync(request => request.Id, cancellationToken);
    }

    private async Task<Failure?> MoveAsync(PaymentBatch batch, PaymentRequest request, IReadOnlyList<BankAnswer> failed, CancellationToken cancellationToken)
    {
        if (await settling.SettleAsync(request, failed.Count == 0 ? batch.Code : failed[0].Reason, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (request.State == PaymentProcess.Paid)
        {
            await subjects.Of(request).TellAsync(request, "paid", T => T["{0} was paid", request.Title], T => [T["The bank has made the transfer to your account."]], cancellationToken);
        }

        if (failed.Count > 0)
        {
            await alerts.RaiseAsync(
                AlertOf(request), Permissions.PayBatches, "/manage/batches", "The bank did not make {0} transfers of {1}: {2}", [failed.Count.ToString(CultureInfo.InvariantCulture), request.Code, failed[0].Reason], cancellationToken);
        }
        else
        {
            await alerts.ResolveAsync(AlertOf(request), cancellationToken);
        }

        return null;
    }

    /// <param name="First">In the order of the batch.</param>
    private sealed record DayOfTransfers(Guid RequestId, DateOnly On, BatchLine First, long AmountMinor)
    {
        public MadePayment Of(IReadOnlyDictionary<Guid, PaymentRequest> requests) => new(requests[RequestId], First, On, AmountMinor);
    }
}
