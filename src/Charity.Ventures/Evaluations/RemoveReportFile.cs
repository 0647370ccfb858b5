using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Evaluations;

/// <summary>Takes a file from a progress report that is not handed in yet.</summary>
[SignedIn]
internal sealed record RemoveReportFile(string Slug, int Number, Guid FileId) : ICommand, IEditorsProjectRequest;

internal sealed class RemoveReportFileHandler(ReportFiles files, IAttachments attachments) : IRequestHandler<RemoveReportFile, Result>
{
    public async Task<Result> Handle(RemoveReportFile request, CancellationToken cancellationToken)
    {
        var taken = await files.TakeWritableAsync(request.Slug, request.Number, cancellationToken);
        return taken.Failure is { } refusal ? refusal
            : await attachments.RemoveAsync(ReportFiles.Of(taken.Value.Id, request.Number), request.FileId, cancellationToken) ? Result.Ok
            : AttachmentFailures.Gone;
    }
}
