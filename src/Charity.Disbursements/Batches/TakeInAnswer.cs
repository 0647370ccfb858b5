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
    CharityDbContext db, UnitOfWork unitOfWork, BatchDesk desk, IAttachments attachments, AnswerWriter writer, ISettingsStore settings, IStringLocalizer texts, SiteTime time)
    : IRequestHandler<TakeInAnswer, Result<TakenAnswer>>
{
    /// <summary>A district's largest list of aid has some tens of thousands.</summary>
    private const int MostRows = 200_000;
    private const int MostProblems = 20;

    /// <summary>The bank's answers as they came.</summary>
    public static AttachmentOwner FilesOf(Guid batchId) => new("payment-batch", batchId);

    public async Task<Result<TakenAnswer>> Handle(TakeInAnswer request, CancellationToken cancellationToken)
    {
        if (!await db.Set<PaymentBatch>().AnyAsync(batch => batch.Id == request.Id, cancellationToken))
        {
            return BatchFailures.Unknown;
        }

        var owner = FilesOf(request.Id);
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
        return await writer.WriteAsync(batch.Id, [.. answers.Where(answer => answer.Transfer.Sent.Answer == LineAnswer.None || answer is { Outcome: LineAnswer.Returned, Transfer.Sent.Answer: LineAnswer.Paid })], cancellationToken);
    }
}
