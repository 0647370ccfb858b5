using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Papers;

/// <summary>Adds a document to a call.</summary>
/// <param name="Content">Null when no file was chosen.</param>
[Requires(Permissions.ManageCalls)]
internal sealed record AddPaper(string Slug, string FileName, Stream? Content) : IOutsideCall<AttachmentInfo>;

internal sealed class AddPaperValidator : AbstractValidator<AddPaper>
{
    public AddPaperValidator() => RuleFor(paper => paper.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Please choose a file.");
}

internal sealed class AddPaperHandler(CallDesk desk, IAttachments attachments, TimeProvider clock) : IRequestHandler<AddPaper, Result<AttachmentInfo>>
{
    public async Task<Result<AttachmentInfo>> Handle(AddPaper request, CancellationToken cancellationToken) => await desk.FindAsync(request.Slug, cancellationToken) is not { } call
        ? CallFailures.Unknown
        : await attachments.StoreAsync(
            new AttachmentUpload(CallPapers.Of(call), CallPapers.Purpose, request.FileName, request.Content!), token => PublishAsync(request, token), cancellationToken);

    private async Task<Failure?> PublishAsync(AddPaper request, CancellationToken cancellationToken)
    {
        // Read anew, in the transaction that adds the file.
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        if (call.IsFrozen)
        {
            call.Amend(CallPapers.Added(PlainText.Clean(request.FileName)), clock.GetUtcNow());
        }

        return null;
    }
}
