using Charity.Disbursements.Banks;
using Charity.Disbursements.Requests;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Imports;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
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
    CharityDbContext db, UnitOfWork unitOfWork, BatchDesk desk, IAttachments attachments, IWorkflowDoor door, IProjectMoney projects, PaymentBooking booking, PaymentMails mails, IAlerts alerts,
    ISettingsStore settings, IStringLocalizer texts, SiteTime time, TimeProvider clock) : IRequestHandler<TakeInAnswer, Result<TakenAnswer>>
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

        var (answers, problems) = AnswerSheet.Match(layout, batch, sheet);
        if (problems.Count > 0)
        {
            return Failure.Field("File", "answer_does_not_fit", "Nothing was taken in, because {0} rows do not fit: {1}", problems.Count,
                string.Join(" ", problems.Take(MostProblems).Select(problem => texts["Row {0}: {1}", problem.Row, texts.Say(problem.Reason)].Value)));
        }

        return await WriteAsync(batch, [.. answers.Where(answer => answer.Line.Answer == LineAnswer.None)], cancellationToken);
    }

    private async Task<Result<TakenAnswer>> WriteAsync(PaymentBatch batch, IReadOnlyList<BankAnswer> answers, CancellationToken cancellationToken)
    {
        var (lines, now) = (await desk.LinesAsync(batch, cancellationToken), clock.GetUtcNow().UtcDateTime);
        var ids = answers.Select(answer => lines[answer.Line.LineId].RequestId).Distinct().ToList();
        var requests = await PaymentDesk.Whole(db.Set<PaymentRequest>()).Where(request => ids.Contains(request.Id)).ToDictionaryAsync(request => request.Id, cancellationToken);
        var made = new List<MadeTransfer>();
        foreach (var answer in answers)
        {
            var line = lines[answer.Line.LineId];
            var request = requests[line.RequestId];
            if (answer.IsPaid)
            {
                var paidOn = answer.PaidOn ?? time.Today;
                line.Pay(paidOn, answer.BankReference, now);
                answer.Line.Paid(answer.BankReference, now);
                made.Add(new MadeTransfer(request, answer.Line, paidOn));
            }
            else
            {
                line.Free(answer.Reason);
                answer.Line.Failed(answer.Reason, now);
            }

            if (await MoveAsync(batch, request, answer, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        if (batch.State == BatchProcess.Sent && batch.IsAnswered
            && (await door.FireAsync(BatchProcess.Table, batch, BatchProcess.Answer, expectedVersion: null, note: null, cancellationToken)).Failure is { } stuck)
        {
            return stuck;
        }

        return await booking.BookAsync(made, cancellationToken) is { } unbooked ? unbooked : new TakenAnswer(made.Count, answers.Count - made.Count);
    }

    private async Task<Failure?> MoveAsync(PaymentBatch batch, PaymentRequest request, BankAnswer answer, CancellationToken cancellationToken)
    {
        var trigger = answer.IsPaid ? PaymentProcess.Pay : PaymentProcess.Fail;
        if ((await door.FireAsync(PaymentProcess.Table, request, trigger, expectedVersion: null, note: answer.IsPaid ? batch.Code : answer.Reason, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        await projects.SettleAsync(request.ProjectId, cancellationToken);
        if (answer.IsPaid)
        {
            await mails.ToPayeeAsync(request, "paid", T => T["{0} was paid", request.Title], T => [T["The bank has made the transfer to your account."]], cancellationToken);
        }
        else
        {
            await alerts.RaiseAsync($"payment-failed:{request.Id:N}", Permissions.PayBatches, "/manage/batches", "The bank did not pay {0}: {1}", [request.Code, answer.Reason], cancellationToken);
        }

        return null;
    }
}
