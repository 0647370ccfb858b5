using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Activities;

/// <summary>A photograph or voucher for the project's organisation.</summary>
[SignedIn]
internal sealed record OpenProjectFile(string Slug, Guid OwnerId, Guid FileId) : IQuery<AttachmentContent>, IOwnProjectRequest;

internal sealed class OpenProjectFileHandler(ProjectFiles files) : IRequestHandler<OpenProjectFile, Result<AttachmentContent>>
{
    public Task<Result<AttachmentContent>> Handle(OpenProjectFile request, CancellationToken cancellationToken) => files.OpenAsync(request.Slug, request.OwnerId, request.FileId, onlyPublic: false, cancellationToken);
}

/// <summary>Opens files of a project's activities and expenses: only those that are this project's, whoever asks.</summary>
internal sealed class ProjectFiles(CharityDbContext db, IAttachments attachments)
{
    public async Task<Result<AttachmentContent>> OpenAsync(string slug, Guid ownerId, Guid fileId, bool onlyPublic, CancellationToken cancellationToken)
    {
        var projectId = await db.Set<Project>().Where(project => project.Slug == slug).Select(project => project.Id).FirstOrDefaultAsync(cancellationToken);
        var owner = await db.Set<Activity>().AnyAsync(a => a.Id == ownerId && a.ProjectId == projectId && (!onlyPublic || a.State == ActivityProcess.Held || a.State == ActivityProcess.Confirmed), cancellationToken)
                ? ActivityDesk.PhotosOf(ownerId)
            : !onlyPublic && await db.Set<Expense>().AnyAsync(expense => expense.Id == ownerId && expense.ProjectId == projectId, cancellationToken) ? ActivityDesk.VoucherOf(ownerId)
            : null;
        return owner is not null && await attachments.FindAsync(owner, fileId, cancellationToken) is { } info && (!onlyPublic || info is { Purpose: ActivityDesk.PublicPhoto, IsPicture: true })
            && await attachments.OpenAsync(owner, fileId, cancellationToken) is { } content
            ? content
            : AttachmentFailures.Gone;
    }
}
