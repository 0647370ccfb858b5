using Charity.Platform.Files;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>Adds a photo of the shop; whoever can be recognised on it has agreed.</summary>
/// <param name="Content">Null when no file was chosen.</param>
[Requires(Permissions.ManageAlliance)]
internal sealed record AddMerchantPhoto(Guid Id, string FileName, Stream? Content) : IOutsideCall<AttachmentInfo>;

internal sealed class AddMerchantPhotoValidator : AbstractValidator<AddMerchantPhoto>
{
    public AddMerchantPhotoValidator() => RuleFor(photo => photo.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Please choose a file.");
}

internal sealed class AddMerchantPhotoHandler(AllianceDesk desk, IAttachments attachments) : IRequestHandler<AddMerchantPhoto, Result<AttachmentInfo>>
{
    public const string Purpose = "photo";

    public async Task<Result<AttachmentInfo>> Handle(AddMerchantPhoto request, CancellationToken cancellationToken)
    {
        var owner = Merchant.FilesOf(request.Id);
        var stored = await attachments.StoreAsync(
            new AttachmentUpload(owner, Purpose, request.FileName, request.Content!), async token => await desk.FindAsync(request.Id, token) is null ? AllianceFailures.Unknown : null, cancellationToken);
        if (stored.Failure is null && !stored.Value.IsPicture)
        {
            await attachments.RemoveAsync(owner, stored.Value.Id, cancellationToken);
            return Failure.Field("File", "no_picture", "A photo for everybody must be a JPEG, PNG or WebP picture.");
        }

        return stored;
    }
}
