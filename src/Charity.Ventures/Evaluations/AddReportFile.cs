using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Evaluations;

/// <summary>Adds a file to a progress report that is not handed in yet.</summary>
/// <param name="Content">Null when no file was chosen.</param>
[SignedIn]
internal sealed record AddReportFile(string Slug, int Number, string FileName, Stream? Content) : IOutsideCall<AttachmentInfo>, IEditorsProjectRequest;

internal sealed class AddReportFileValidator : AbstractValidator<AddReportFile>
{
    public AddReportFileValidator() => RuleFor(file => file.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Please choose a file.");
}

internal sealed class AddReportFileHandler(CharityDbContext db, ReportFiles files, IAttachments attachments) : IRequestHandler<AddReportFile, Result<AttachmentInfo>>
{
    public async Task<Result<AttachmentInfo>> Handle(AddReportFile request, CancellationToken cancellationToken)
    {
        var projectId = await db.Set<Project>().Where(project => project.Slug == request.Slug).Select(project => project.Id).SingleAsync(cancellationToken);
        return await attachments.StoreAsync(
            new AttachmentUpload(ReportFiles.Of(projectId, request.Number), ReportFiles.Purpose, request.FileName, request.Content!),
            async token => (await files.TakeWritableAsync(request.Slug, request.Number, token)).Failure, cancellationToken);
    }
}
