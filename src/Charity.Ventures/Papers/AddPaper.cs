using Charity.Platform.Files;
using Charity.Platform.Requests;
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
    public async Task<Result<AttachmentInfo>> Handle(AddPaper request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } found)
        {
            return CallFailures.Unknown;
        }

        // Read anew in the transaction that adds the file: it may have been announced since.
        Call? call = null;
        var upload = new AttachmentUpload(CallPapers.Of(found), CallPapers.Purpose, request.FileName, request.Content!) { WhenAdded = paper => Publish(call!, paper) };
        return await attachments.StoreAsync(upload, async token => (call = await desk.FindAsync(request.Slug, token)) is null ? CallFailures.Unknown : null, cancellationToken);
    }

    private void Publish(Call call, AttachmentInfo paper)
    {
        if (call.IsFrozen)
        {
            call.Amend(CallPapers.Added(paper.FileName), clock.GetUtcNow());
        }
    }
}
