using System.Globalization;
using Charity.Disbursements.Banks;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Imports;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Batches;

/// <summary>
/// Takes in the bank's answer for a batch: every row is matched by its reference and amount, and all of it or nothing is written. The same file again
/// changes nothing; what the bank did not pay can be collected again. The file is kept with the batch.
/// </summary>
[Requires(Permissions.PayBatches)]
internal sealed record TakeInAnswer(Guid Id, string FileName, Stream? Content) : IOutsideCall<TakenAnswer>;

/// <param name="Paid">Transfers that were paid by this file; those of an earlier one are not counted again.</param>
/// <param name="Returned">Paid before, and sent back.</param>
internal sealed record TakenAnswer(int Paid, int Failed, int Returned);

internal sealed class TakeInAnswerValidator : AbstractValidator<TakeInAnswer>
{
    public TakeInAnswerValidator() => RuleFor(answer => answer.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Choose a file first.");
}

internal sealed class TakeInAnswerHandler(
    CharityDbContext db, UnitOfWork unitOfWork, BatchDesk desk, IAttachments attachments, IWorkflowDoor door, PaymentSettling settling, PaymentSubjects subjects, PaymentBooking booking, IAlerts alerts,
    ISettingsStore settings, IStringLocalizer texts, SiteTime time, TimeProvider clock, IServiceProvider services) : IRequestHandler<TakeInAnswer, Result<TakenAnswer>>
{
    /// <summary>A district's largest list of aid has some tens of thousands.</summary>
    private const int MostRows = 200_000;
    private const int MostProblems = 20;

    public async Task<Result<TakenAnswer>> Handle(TakeInAnswer request, CancellationToken cancellationToken)
    {
        if (!await db.Set<PaymentBatch>().AnyAsync(batch => batch.Id == request.Id, cancellationToken))
        {
            return BatchFailures.Unknown;
        }

        var owner = new AttachmentOwner("payment-batch", request.Id);
        var stored = await attachments.StoreAsync(new AttachmentUpload(owner, "answer", request.FileName, request.Content!), cancellationToken);
        if (stored.Failure is { } refused)
        {
            return refused;
        }

        await using var file = await attachments.OpenAsync(owner, stored.Value.Id, cancellationToken);
        var sheet = SheetReader.Read(file!.Stream, file.Info.ContentType, MostRows);
        return sheet.Failure is { } unreadable ? unreadable : await unitOfWork.ExecuteAsync(token => TakeAsync(request.Id, sheet.Value, token), taken => taken.Succeeded, cancellationToken);
    }

    private async Task<Result<TakenAnswer>> TakeAsync(Guid id, Sheet sheet, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var batch = taken.Value;
        if (batch.State is not (BatchProcess.Sent or BatchProcess.Answered))
        {
            return Failure.Conflict("batch_not_sent", "This batch is not with the bank.");
        }

        if ((await settings.GetAsync<BankSettings>(cancellationToken)).Find(batch.Layout) is not { } layout)
        {
            return BatchFailures.LayoutUnknown;
        }

        var (answers, problems) = AnswerSheet.Match(layout, batch, await desk.TransfersAsync(batch.Id, cancellationToken), sheet, time.Today);
        if (problems.Count > 0)
        {
            return Failure.Field("File", "answer_does_not_fit", "Nothing was taken in, because {0} rows do not fit: {1}", problems.Count,
                string.Join(" ", problems.Take(MostProblems).Select(problem => texts["Row {0}: {1}", problem.Row, texts.Say(problem.Reason)].Value)));
        }

        // What is known already is nothing new: the same file again, or an earlier one.
        return await WriteAsync(batch.Id, [.. answers.Where(answer => answer.Transfer.Sent.Answer == LineAnswer.None || answer is { Outcome: LineAnswer.Returned, Transfer.Sent.Answer: LineAnswer.Paid })], cancellationToken);
    }

    private async Task<Result<TakenAnswer>> WriteAsync(Guid batchId, IReadOnlyList<BankAnswer> answers, CancellationToken cancellationToken)
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
                $"payment-failed:{request.Id:N}", Permissions.PayBatches, "/manage/batches", "The bank did not make {0} transfers of {1}: {2}", [failed.Count.ToString(CultureInfo.InvariantCulture), request.Code, failed[0].Reason], cancellationToken);
        }
        else
        {
            await alerts.ResolveAsync($"payment-failed:{request.Id:N}", cancellationToken);
        }

        return null;
    }

    /// <param name="First">In the order of the batch.</param>
    private sealed record DayOfTransfers(Guid RequestId, DateOnly On, BatchLine First, long AmountMinor)
    {
        public MadePayment Of(IReadOnlyDictionary<Guid, PaymentRequest> requests) => new(requests[RequestId], First, On, AmountMinor);
    }
}
