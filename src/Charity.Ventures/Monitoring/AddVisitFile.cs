using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Ventures.Duties;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Monitoring;

/// <summary>Adds a photograph or document to a visit; whoever does has monitored the project.</summary>
/// <param name="Content">Null when no file was chosen.</param>
[Requires(Permissions.ManageProjects)]
internal sealed record AddVisitFile(string Slug, Guid VisitId, string FileName, Stream? Content) : IOutsideCall<AttachmentInfo>;

internal sealed class AddVisitFileValidator : AbstractValidator<AddVisitFile>
{
    public AddVisitFileValidator() => RuleFor(file => file.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Please choose a file.");
}

internal sealed class AddVisitFileHandler(VisitFiles files, ProjectDesk projects, DutyCheck duties, IAttachments attachments) : IRequestHandler<AddVisitFile, Result<AttachmentInfo>>
{
    public async Task<Result<AttachmentInfo>> Handle(AddVisitFile request, CancellationToken cancellationToken) =>
        await files.ProjectOfAsync(request.Slug, request.VisitId, cancellationToken) is null
            ? VisitFiles.UnknownVisit
            : await attachments.StoreAsync(new AttachmentUpload(VisitFiles.Of(request.VisitId), VisitFiles.Purpose, request.FileName, request.Content!), token => WhyNotAsync(request, token), cancellationToken);

    private async Task<Failure?> WhyNotAsync(AddVisitFile request, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(request.Slug, cancellationToken);
        if ((taken.Failure ?? (taken.Value.IsOver ? ProjectFailures.Over : null) ?? await duties.RefusalAsync(taken.Value, Duty.Monitor, Permissions.ManageProjects, cancellationToken)) is { } refusal)
        {
            return refusal;
        }

        await duties.RecordMineAsync(taken.Value.Id, Duty.Monitor, cancellationToken);
        return null;
    }
}
