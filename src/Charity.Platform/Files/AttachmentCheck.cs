using Charity.Platform.Files.Checks;
using Charity.Platform.Requests;

namespace Charity.Platform.Files;

/// <summary>A received file whose content was judged and whose name fits it.</summary>
internal sealed record CheckedFile(ReceivedFile Received, string Name, string ContentType);

/// <summary>Judges a file by its content, then its name by that. Works on few files at once: it takes a processor, and some kinds are read into memory.</summary>
internal sealed class AttachmentCheck : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Math.Max(2, Environment.ProcessorCount));

    public async Task<Result<CheckedFile>> JudgeAsync(ReceivedFile received, string fileName, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Judge(received, AttachmentName.Clean(fileName)), cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private static Result<CheckedFile> Judge(ReceivedFile received, string name)
    {
        var ending = AttachmentName.Ending(name);
        var called = ending.Length > 0 ? ending : name;
        using var content = received.Open();
        var judged = JudgeContent(content, called);
        if (judged.Failure is { } refusal)
        {
            return refusal;
        }

        var kind = judged.Value;
        if (!kind.Endings.Contains(ending, StringComparer.Ordinal))
        {
            return AttachmentRefusals.Differs(called, kind.Format);
        }

        if (kind != AttachmentKind.Text)
        {
            return new CheckedFile(received, name, kind.ContentType);
        }

        return TextCheck.CharacterSet(content) is { } characters
            ? new CheckedFile(received, name, $"{(ending == ".csv" ? "text/csv" : kind.ContentType)}; charset={characters}")
            : AttachmentRefusals.Encoding(called);
    }

    private static Result<AttachmentKind> JudgeContent(FileStream content, string called)
    {
        var head = new byte[FirstBytes.Length];
        var read = content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return FirstBytes.Judge(head.AsSpan(0, read)) switch
        {
            FirstImpression.Jpeg => AttachmentKind.Jpeg,
            FirstImpression.Png => AttachmentKind.Png,
            FirstImpression.WebP => AttachmentKind.WebP,
            FirstImpression.Heic => AttachmentKind.Heic,
            FirstImpression.Pdf => PdfCheck.WhyNot(ReadAll(content), called) is { } refusal ? refusal : AttachmentKind.Pdf,
            FirstImpression.Zip => new OfficeCheck(called).Judge(content),
            FirstImpression.OldOffice => AttachmentRefusals.OldOffice(called),
            FirstImpression.Archive => AttachmentRefusals.Archive(called),
            FirstImpression.Program => AttachmentRefusals.Program(called),
            FirstImpression.WebPage => AttachmentRefusals.WebPage(called),
            FirstImpression.Drawing => AttachmentRefusals.Drawing(called),
            FirstImpression.Nothing => JudgeText(content, called),
            var other => throw new InvalidOperationException($"Unknown impression {other}."),
        };
    }

    /// <summary>What its name says is text is told how to become readable text; everything else is of no kind we know.</summary>
    private static Result<AttachmentKind> JudgeText(FileStream content, string called) =>
        AttachmentKind.Text.Endings.Contains(called, StringComparer.Ordinal) || TextCheck.CharacterSet(content) is not null ? AttachmentKind.Text : AttachmentRefusals.Unknown(called);

    private static byte[] ReadAll(FileStream content)
    {
        var bytes = new byte[content.Length];
        content.Position = 0;
        content.ReadExactly(bytes);
        return bytes;
    }
}
