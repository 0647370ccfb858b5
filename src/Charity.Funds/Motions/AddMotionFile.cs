using Charity.Funds.Manage;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Charity.Funds.Motions;

/// <summary>Attaches minutes, a sign-in sheet or something else to a motion that is not decided yet.</summary>
/// <param name="Purpose">Who may see it: one of <see cref="MotionPaper"/>.</param>
/// <param name="Content">Null when no file was chosen.</param>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record AddMotionFile(string Slug, Guid Id, string? Purpose, string FileName, Stream? Content) : IOutsideCall<AttachmentInfo>, IFundRequest;

internal sealed class AddMotionFileValidator : AbstractValidator<AddMotionFile>
{
    public AddMotionFileValidator()
    {
        RuleFor(file => file.Purpose).Must(purpose => MotionPaper.All.Any(known => known.Key == purpose)).Says("paper_kind_missing", "Please choose what the file is.");
        RuleFor(file => file.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Please choose a file.");
    }
}

internal sealed class AddMotionFileHandler(MotionPapers papers, IAttachments attachments) : IRequestHandler<AddMotionFile, Result<AttachmentInfo>>
{
    public Task<Result<AttachmentInfo>> Handle(AddMotionFile request, CancellationToken cancellationToken) => attachments.StoreAsync(
        new AttachmentUpload(Motion.FilesOf(request.Id), request.Purpose!, request.FileName, request.Content!), token => papers.WhyNotAsync(request.Slug, request.Id, token), cancellationToken);
}
