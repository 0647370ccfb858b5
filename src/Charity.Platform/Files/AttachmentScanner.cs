namespace Charity.Platform.Files;

public enum ScanState
{
    Clean,
    Infected,

    /// <summary>Not known: the scanner does not answer. The file is refused.</summary>
    Unknown,
}

/// <summary>What a scanner says.</summary>
/// <param name="Name">What it found, by its own name; otherwise empty.</param>
public sealed record ScanVerdict(ScanState State, string Name = "")
{
    public static readonly ScanVerdict Clean = new(ScanState.Clean);
    public static readonly ScanVerdict Unknown = new(ScanState.Unknown);
}

/// <summary>Looks for viruses in a file before it is kept. Register another one to plug in another scanner.</summary>
public interface IAttachmentScanner
{
    /// <summary>Reads the content to its end. Answers <see cref="ScanState.Unknown"/> rather than throwing when it cannot do its work.</summary>
    Task<ScanVerdict> ScanAsync(Stream content, CancellationToken cancellationToken);
}

/// <summary>Until a scanner is set, what the content checks let through is kept.</summary>
internal sealed class NoScanner : IAttachmentScanner
{
    public Task<ScanVerdict> ScanAsync(Stream content, CancellationToken cancellationToken) => Task.FromResult(ScanVerdict.Clean);
}
