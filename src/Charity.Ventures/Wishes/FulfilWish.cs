using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Needs;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Wishes;

/// <summary>The worker has handed the thing over: a photo and a sentence show it, and whoever brought it is thanked.</summary>
/// <param name="Version">The version that was looked at.</param>
/// <param name="HasConsent">Whoever can be recognised on the photo has agreed.</param>
/// <param name="Content">Null when no file was chosen.</param>
[Requires(Permissions.PostNeeds)]
internal sealed record FulfilWish(Guid Id, int Version, string? Thanks, bool HasConsent, string FileName, Stream? Content) : IOutsideCall<AttachmentInfo>, IWishRequest;

internal sealed class FulfilWishValidator : AbstractValidator<FulfilWish>
{
    public FulfilWishValidator()
    {
        RuleFor(wish => wish.Thanks).Must(thanks => PlainText.Clean(thanks).Length > 0).Says("thanks_missing", "Please write a sentence about how it went; it is published.")
            .MaximumLength(Wish.SentenceLength).Says("text_too_long", "Please use at most {0} characters.", Wish.SentenceLength);
        this.NamesNoNumbers(wish => wish.Thanks);
        RuleFor(wish => wish.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Please choose a file.");
        RuleFor(wish => wish.HasConsent).Equal(true).Says("consent_missing", "A photo for everybody needs the consent of whoever can be recognised on it.");
    }
}

internal sealed class FulfilWishHandler(UnitOfWork unitOfWork, WishDesk desk, IAttachments attachments, IWorkflowDoor door, WishMails mails, SiteTime time, TimeProvider clock)
    : IRequestHandler<FulfilWish, Result<AttachmentInfo>>
{
    public async Task<Result<AttachmentInfo>> Handle(FulfilWish request, CancellationToken cancellationToken)
    {
        // The file is received and looked at on its own; it becomes the public proof in the transaction that changes the state.
        var owner = Wish.FilesOf(request.Id);
        var stored = await attachments.StoreAsync(new AttachmentUpload(owner, EvidencePurpose.Photo, request.FileName, request.Content!), cancellationToken);
        if (stored.Failure is not null)
        {
            return stored;
        }

        var fulfilled = stored.Value.IsPicture
            ? await unitOfWork.ExecuteAsync(token => FulfilAsync(request, stored.Value.Id, token), result => result.Succeeded, cancellationToken)
            : Failure.Field("File", "no_picture", "A photo for everybody must be a JPEG, PNG or WebP picture.");
        if (fulfilled.Failure is { } failure)
        {
            await unitOfWork.ExecuteAsync(token => DropAsync(request.Id, stored.Value.Id, token), cancellationToken);
            return failure;
        }

        return stored;
    }

    private async Task<Result> FulfilAsync(FulfilWish request, Guid photoId, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Id, cancellationToken) is not { } wish || await attachments.FindAsync(wish.Files, photoId, cancellationToken) is null)
        {
            return WishFailures.Unknown;
        }

        var claim = wish.OpenClaim;
        var fired = await door.FireAsync(WishProcess.Table, wish, WishProcess.Fulfil, request.Version, note: null, cancellationToken);
        if (fired.Failure is not null)
        {
            return fired;
        }

        var (now, thanks) = (clock.GetUtcNow().UtcDateTime, PlainText.Clean(request.Thanks, keepLines: true));
        wish.Fulfilled(thanks, photoId, now);
        claim!.End(ClaimOutcome.Fulfilled, now);
        await desk.CountAsync(wish, time.DayOf(now).Year, cancellationToken);
        await mails.FulfilledAsync(wish, claim, thanks, cancellationToken);
        return fired;
    }

    /// <summary>A file sent twice is one attachment: what proves the wish already stays.</summary>
    private async Task<bool> DropAsync(Guid wishId, Guid photoId, CancellationToken cancellationToken) =>
        await desk.LoadAsync(wishId, cancellationToken) is { } wish && wish.PhotoId != photoId && await attachments.RemoveAsync(wish.Files, photoId, cancellationToken);
}
