using Charity.Platform.Data;
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

[Requires(Permissions.ManageAlliance)]
internal sealed record RemoveMerchantPhoto(Guid Id, Guid FileId) : ICommand;

/// <summary>The photo of a merchant that is or was in the alliance, for everybody. Whoever asked closes it.</summary>
[Anybody]
internal sealed record OpenMerchantPhoto(string Slug, Guid FileId) : IQuery<AttachmentContent>;

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

internal sealed class RemoveMerchantPhotoHandler(IAttachments attachments) : IRequestHandler<RemoveMerchantPhoto, Result>
{
    public async Task<Result> Handle(RemoveMerchantPhoto request, CancellationToken cancellationToken) =>
        await attachments.RemoveAsync(Merchant.FilesOf(request.Id), request.FileId, cancellationToken) ? Result.Ok : AttachmentFailures.Gone;
}

internal sealed class OpenMerchantPhotoHandler(CharityDbContext db, IAttachments attachments) : IRequestHandler<OpenMerchantPhoto, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenMerchantPhoto request, CancellationToken cancellationToken) =>
        await db.Set<Merchant>().AsNoTracking().SingleOrDefaultAsync(merchant => merchant.Slug == request.Slug, cancellationToken) is { IsPublic: true } merchant
        && await attachments.FindAsync(merchant.Files, request.FileId, cancellationToken) is { IsPicture: true }
        && await attachments.OpenAsync(merchant.Files, request.FileId, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
}
