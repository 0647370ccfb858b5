using Charity.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Charity.Contents.Media;

/// <summary>Changes the words for a picture.</summary>
[Requires(Permissions.ManageMedia)]
internal sealed record DescribeMedia : ICommand
{
    public string Path { get; init; } = string.Empty;
    public string? AlternativeZh { get; init; }
    public string? AlternativeEn { get; init; }

    /// <summary>The state the editor saw.</summary>
    public int Version { get; init; }
}

internal sealed class DescribeMediaValidator : AbstractValidator<DescribeMedia>
{
    public DescribeMediaValidator()
    {
        RuleFor(media => media.AlternativeZh).MaximumLength(UploadMediaValidator.AlternativeLength).Says("alternative_too_long", "Describe it in at most {0} characters.", UploadMediaValidator.AlternativeLength);
        RuleFor(media => media.AlternativeEn).MaximumLength(UploadMediaValidator.AlternativeLength).Says("alternative_too_long", "Describe it in at most {0} characters.", UploadMediaValidator.AlternativeLength);
    }
}

internal sealed class DescribeMediaHandler(MediaDesk desk) : IRequestHandler<DescribeMedia, Result>
{
    public async Task<Result> Handle(DescribeMedia request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Path, cancellationToken) is not { } file)
        {
            return Failure.NotFound("no_such_file", "There is no such file.");
        }

        if (file.Version != request.Version)
        {
            return Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
        }

        desk.Describe(file, MediaTexts.Alternative(request.AlternativeZh, request.AlternativeEn));
        return Result.Ok;
    }
}
