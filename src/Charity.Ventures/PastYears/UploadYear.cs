using Charity.Platform.Files;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.PastYears;

/// <summary>Receives a list of a finished year; it waits with whoever sent it until it is imported or another one is sent. Answers with the file's id.</summary>
/// <param name="Content">Null when no file was chosen.</param>
[Requires(Permissions.ManageCalls)]
internal sealed record UploadYear(string? Call, int? Year, string? Title, string? EnglishTitle, string FileName, Stream? Content) : IOutsideCall<Guid>, IYearTarget;

internal sealed class UploadYearValidator : AbstractValidator<UploadYear>
{
    public UploadYearValidator() => RuleFor(upload => upload.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Please choose a file.");
}

internal sealed class UploadYearHandler(YearDesk desk, IAttachments attachments) : IRequestHandler<UploadYear, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(UploadYear request, CancellationToken cancellationToken)
    {
        foreach (var earlier in await attachments.ListAsync(desk.Mine, cancellationToken))
        {
            await attachments.RemoveAsync(desk.Mine, earlier.Id, cancellationToken);
        }

        var stored = await attachments.StoreAsync(new AttachmentUpload(desk.Mine, "list", request.FileName, request.Content!), cancellationToken);
        if (stored.Failure is { } refused)
        {
            return refused;
        }

        // A file that is no list at all is said beside the form; what is wrong in its rows has a page of its own.
        var read = await desk.ReadAsync(stored.Value.Id, request, cancellationToken);
        if (read.Failure is not { } failure)
        {
            return stored.Value.Id;
        }

        await attachments.RemoveAsync(desk.Mine, stored.Value.Id, cancellationToken);
        return failure;
    }
}
