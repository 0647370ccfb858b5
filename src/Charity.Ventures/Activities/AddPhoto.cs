using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Activities;

/// <summary>Adds a photograph to an activity. Only one whose people have all agreed is ever public (PIPL, articles 13 and 26).</summary>
[SignedIn]
internal sealed record AddPhoto(string Slug, Guid Id, string FileName, Stream Content, bool HasConsent) : IOutsideCall<AttachmentInfo>, IEditorsProjectRequest;

internal sealed class AddPhotoHandler(CharityDbContext db, IAttachments attachments) : IRequestHandler<AddPhoto, Result<AttachmentInfo>>
{
    public async Task<Result<AttachmentInfo>> Handle(AddPhoto request, CancellationToken cancellationToken) =>
        await db.Set<Activity>().AnyAsync(a => a.Id == request.Id && db.Set<Project>().Any(p => p.Id == a.ProjectId && p.Slug == request.Slug), cancellationToken)
            ? await attachments.StoreAsync(
                new AttachmentUpload(ActivityDesk.PhotosOf(request.Id), request.HasConsent ? ActivityDesk.PublicPhoto : ActivityDesk.PrivatePhoto, request.FileName, request.Content),
                token => WhyNotAsync(request, token), cancellationToken)
            : ActivityFailures.Unknown;

    private async Task<Failure?> WhyNotAsync(AddPhoto request, CancellationToken cancellationToken) =>
        await db.Set<Activity>().Where(activity => activity.Id == request.Id).Select(activity => activity.State).SingleAsync(cancellationToken) is ActivityProcess.Planned or ActivityProcess.Held
            ? null
            : ActivityFailures.Counted;
}
