namespace Charity.Platform.Files;

/// <summary>How much people may attach.</summary>
public sealed record AttachmentSettings
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Whatever the settings say: a file is checked as a whole, partly in memory.</summary>
    private const long LargestEver = 100 * Megabyte;

    /// <summary>In megabytes; at most 100.</summary>
    public int LargestFileMegabytes { get; init; } = 20;

    /// <summary>Of one owner (one submission, one payment request).</summary>
    public int MostFiles { get; init; } = 50;

    /// <summary>Of one owner, together, in megabytes.</summary>
    public int MostMegabytes { get; init; } = 200;

    internal long LargestFile => Math.Clamp(LargestFileMegabytes * Megabyte, 1, LargestEver);
    internal long MostBytes => MostMegabytes * Megabyte;

    /// <summary>What a form with one file may send: somewhat more than a file may have, so that one a little too large is told so beside the form.</summary>
    internal long LargestForm => LargestFile + (LargestFile / 2) + Megabyte;
}
