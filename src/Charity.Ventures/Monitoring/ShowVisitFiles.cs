using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Monitoring;

/// <summary>The files of one visit, for the bureau. What was added stays: a visit never changes.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record ShowVisitFiles(string Slug, Guid VisitId) : IQuery<VisitFilesPage>;

internal sealed record VisitFilesPage(Project Project, Guid VisitId, IReadOnlyList<AttachmentInfo> Files);

internal sealed class ShowVisitFilesHandler(VisitFiles files, IAttachments attachments) : IRequestHandler<ShowVisitFiles, Result<VisitFilesPage>>
{
    public async Task<Result<VisitFilesPage>> Handle(ShowVisitFiles request, CancellationToken cancellationToken) =>
        await files.ProjectOfAsync(request.Slug, request.VisitId, cancellationToken) is { } project
            ? new VisitFilesPage(project, request.VisitId, await attachments.ListAsync(VisitFiles.Of(request.VisitId), cancellationToken))
            : VisitFiles.UnknownVisit;
}
