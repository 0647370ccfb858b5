using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Evaluations;

/// <summary>A progress report's file for its organisation.</summary>
[SignedIn]
internal sealed record OpenReportFile(string Slug, int Number, Guid FileId) : IQuery<AttachmentContent>, IOwnProjectRequest;

internal sealed class OpenReportFileHandler(ReportFiles files) : IRequestHandler<OpenReportFile, Result<AttachmentContent>>
{
    public Task<Result<AttachmentContent>> Handle(OpenReportFile request, CancellationToken cancellationToken) => files.OpenAsync(request.Slug, request.Number, request.FileId, onlyHandedIn: false, cancellationToken);
}
