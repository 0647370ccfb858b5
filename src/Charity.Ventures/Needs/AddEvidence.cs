using Charity.Platform.Files;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Needs;

/// <summary>Adds a file to a draft.</summary>
/// <param name="Purpose">Who may see it: <see cref="EvidencePurpose"/>.</param>
/// <param name="HasConsent">Whoever can be recognised on a public photo has agreed.</param>
/// <param name="Content">Null when no file was chosen.</param>
[Requires(Permissions.PostNeeds)]
internal sealed record AddEvidence(Guid Id, string? Purpose, bool HasConsent, string FileName, Stream? Content) : IOutsideCall<AttachmentInfo>, INeedRequest;

internal sealed class AddEvidenceValidator : AbstractValidator<AddEvidence>
{
    public AddEvidenceValidator()
    {
        RuleFor(file => file.Purpose).Must(purpose => purpose is EvidencePurpose.Photo or EvidencePurpose.Document).Says("purpose_missing", "Please choose who may see the file.");
        RuleFor(file => file.HasConsent).Must((file, hasConsent) => hasConsent || file.Purpose != EvidencePurpose.Photo)
            .Says("consent_missing", "A photo for everybody needs the consent of whoever can be recognised on it.");
        RuleFor(file => file.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Please choose a file.");
    }
}

internal sealed class AddEvidenceHandler(NeedDesk desk, IAttachments attachments) : IRequestHandler<AddEvidence, Result<AttachmentInfo>>
{
    public async Task<Result<AttachmentInfo>> Handle(AddEvidence request, CancellationToken cancellationToken)
    {
        var owner = Need.FilesOf(request.Id);
        var stored = await attachments.StoreAsync(
            new AttachmentUpload(owner, request.Purpose!, request.FileName, request.Content!), token => WhyNotAsync(request.Id, token), cancellationToken);
        if (stored.Failure is null && request.Purpose == EvidencePurpose.Photo && !stored.Value.IsPicture)
        {
            await attachments.RemoveAsync(owner, stored.Value.Id, cancellationToken);
            return Failure.Field("File", "no_picture", "A photo for everybody must be a JPEG, PNG or WebP picture.");
        }

        return stored;
    }

    private async Task<Failure?> WhyNotAsync(Guid id, CancellationToken cancellationToken) => await desk.LoadAsync(id, cancellationToken) is { IsDraft: true } ? null : NeedFailures.NoDraft;
}
