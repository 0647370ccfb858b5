using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Evaluations;

/// <summary>A file of a progress report that was handed in, for the bureau.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record OpenHandedInReportFile(string Slug, int Number, Guid FileId) : IQuery<AttachmentContent>;

internal sealed class OpenHandedInReportFileHandler(ReportFiles files) : IRequestHandler<OpenHandedInReportFile, Result<AttachmentContent>>
{
    public Task<Result<AttachmentContent>> Handle(OpenHandedInReportFile request, CancellationToken cancellationToken) =>
        files.OpenAsync(request.Slug, request.Number, request.FileId, onlyHandedIn: true, cancellationToken);
}
