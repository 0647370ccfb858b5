using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Http;

namespace Charity.Contents.Media;

/// <summary>Takes a picture or document; a picture needs words for those who do not see it.</summary>
[Requires(Permissions.ManageMedia)]
internal sealed record UploadMedia : ICommand<Result<string>>
{
    public IFormFile? File { get; init; }

    /// <summary>Below <c>/media/</c>; empty for its top.</summary>
    public string? Folder { get; init; }
    public string? AlternativeZh { get; init; }
    public string? AlternativeEn { get; init; }

    /// <summary>The file may take the place of another of its name.</summary>
    public bool Replace { get; init; }
}

internal sealed class UploadMediaValidator : AbstractValidator<UploadMedia>
{
    public const int AlternativeLength = 300;

    public UploadMediaValidator()
    {
        RuleFor(upload => upload.File).NotNull().Says("file_missing", "Choose a file.")
            .Must(file => file is null || file.Length <= MediaCheck.MaximumLength).Says(MediaCheck.TooLarge.Code, MediaCheck.TooLarge.Message);
        RuleFor(upload => upload.AlternativeZh).MaximumLength(AlternativeLength).Says("alternative_too_long", "Describe it in at most {0} characters.", AlternativeLength);
        RuleFor(upload => upload.AlternativeEn).MaximumLength(AlternativeLength).Says("alternative_too_long", "Describe it in at most {0} characters.", AlternativeLength);
    }
}

internal sealed class UploadMediaHandler(MediaDesk desk) : IRequestHandler<UploadMedia, Result<string>>
{
    public async Task<Result<string>> Handle(UploadMedia request, CancellationToken cancellationToken)
    {
        var folder = (request.Folder ?? string.Empty).Trim().Trim('/').ToLowerInvariant();
        var path = (folder.Length > 0 ? folder + "/" : string.Empty) + MediaPath.FileName(request.File!.FileName);
        var alternative = MediaTexts.Alternative(request.AlternativeZh, request.AlternativeEn);
        if (alternative is null && !path.EndsWith(".pdf", StringComparison.Ordinal))
        {
            return Failure.Field("AlternativeZh", "alternative_missing", "Say what the picture shows, for those who do not see it.");
        }

        if (!request.Replace && await desk.FindAsync(path, cancellationToken) is not null)
        {
            return Failure.Field("Replace", "media_exists", "There is a file {0} already. Tick “replace” to put this one in its place, or rename it.", path);
        }

        using var content = new MemoryStream();
        await request.File.CopyToAsync(content, cancellationToken);
        var put = await desk.PutAsync(path, content.ToArray(), cancellationToken);
        if (put.Failure is { } refusal)
        {
            return refusal;
        }

        desk.Describe(put.Value, alternative);
        return put.Value.Path;
    }
}

internal static class MediaTexts
{
    /// <summary>The words for a picture, or null when none were typed; English alone serves for both.</summary>
    public static LocalizedText? Alternative(string? zh, string? en)
    {
        var (chinese, english) = (PlainText.Clean(zh), PlainText.Clean(en));
        return chinese.Length > 0 ? new LocalizedText(chinese, english) : english.Length > 0 ? new LocalizedText(english, english) : null;
    }
}
