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
internal sealed record TakenAnswer(int Paid, int Failed);

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

        var (answers, problems) = AnswerSheet.Match(layout, batch, await desk.TransfersAsync(batch.Id, cancellationToken), sheet);
        if (problems.Count > 0)
        {
            return Failure.Field("File", "answer_does_not_fit", "Nothing was taken in, because {0} rows do not fit: {1}", problems.Count,
                string.Join(" ", problems.Take(MostProblems).Select(problem => texts["Row {0}: {1}", problem.Row, texts.Say(problem.Reason)].Value)));
        }

        return await WriteAsync(batch.Id, [.. answers.Where(answer => answer.Transfer.Sent.Answer == LineAnswer.None)], cancellationToken);
    }

    private async Task<Result<TakenAnswer>> WriteAsync(Guid batchId, IReadOnlyList<BankAnswer> answers, CancellationToken cancellationToken)
    {
        // The lines first, by statements of their own because there may be thousands; after that nothing is tracked any more.
        var made = Made(answers);
        await WriteLinesAsync(answers, made, cancellationToken);

        var batch = (await desk.FindAsync(batchId, cancellationToken))!;
        var payments = new List<MadePayment>();
        foreach (var request in await RequestsAsync(answers, cancellationToken))
        {
            var own = made.Where(payment => payment.RequestId == request.Id).ToList();
            request.CountPaid(own.Sum(payment => payment.AmountMinor));
            payments.AddRange(own.Select(payment => new MadePayment(request, payment.First, payment.PaidOn, payment.AmountMinor)));
            if (await MoveAsync(batch, request, [.. answers.Where(answer => !answer.IsPaid && answer.Transfer.Line.RequestId == request.Id)], cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        if (batch.State == BatchProcess.Sent && await BatchRules.EveryLineMustBeAnswered(batch, services, cancellationToken) is null
            && (await door.FireAsync(BatchProcess.Table, batch, BatchProcess.Answer, expectedVersion: null, note: null, cancellationToken)).Failure is { } stuck)
        {
            return stuck;
        }

        return await booking.BookAsync(payments, cancellationToken) is { } unbooked ? unbooked : new TakenAnswer(answers.Count(answer => answer.IsPaid), answers.Count(answer => !answer.IsPaid));
    }

    /// <summary>What was paid of one request on one day is one entry of the books.</summary>
    private IReadOnlyList<MadeTransfers> Made(IReadOnlyList<BankAnswer> answers) =>
    [
        .. answers.Where(answer => answer.IsPaid)
            .GroupBy(answer => (answer.Transfer.Line.RequestId, PaidOn: answer.PaidOn ?? time.Today))
            .Select(day => new MadeTransfers(day.Key.RequestId, day.Key.PaidOn, day.MinBy(answer => answer.Transfer.Sent.Number)!.Transfer.Sent, day.Sum(answer => answer.Transfer.Sent.AmountMinor))),
    ];

    private async Task WriteLinesAsync(IReadOnlyList<BankAnswer> answers, IReadOnlyList<MadeTransfers> made, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var entries = made.ToDictionary(day => (day.RequestId, day.PaidOn), day => MadePayment.EntryIdOf(day.First));
        foreach (var (transfer, isPaid, reason, bankReference, paidOn) in answers.Select(answer => (answer.Transfer, answer.IsPaid, answer.Reason, answer.BankReference, answer.PaidOn ?? time.Today)))
        {
            db.AttachRange(transfer.Sent, transfer.Line);
            if (isPaid)
            {
                transfer.Line.Pay(paidOn, bankReference, entries[(transfer.Line.RequestId, paidOn)], now);
                transfer.Sent.Paid(bankReference, now);
            }
            else
            {
                transfer.Line.Free(reason);
                transfer.Sent.Failed(reason, now);
            }
        }

        await db.SaveGroupAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<PaymentRequest>> RequestsAsync(IReadOnlyList<BankAnswer> answers, CancellationToken cancellationToken)
    {
        var ids = answers.Select(answer => answer.Transfer.Line.RequestId).Distinct().ToList();
        return await PaymentDesk.Whole(db.Set<PaymentRequest>()).Where(request => ids.Contains(request.Id)).OrderBy(request => request.Id).ToListAsync(cancellationToken);
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
    private sealed record MadeTransfers(Guid RequestId, DateOnly PaidOn, BatchLine First, long AmountMinor);
}
