using Charity.Platform.Text;

namespace Charity.Platform.Files;

/// <summary>Makes a name from somebody's computer safe to keep, to show and to offer to any other computer.</summary>
internal static class AttachmentName
{
    public const int MaximumLength = 120;

    /// <summary>Longer endings are no endings.</summary>
    private const int LongestEnding = 10;

    /// <summary>Nobody reads further; the end matters because the ending stands there.</summary>
    private const int LongestRead = 1000;

    private static readonly string[] WindowsDevices = ["con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"];

    /// <summary>
    /// The last part of a path without what reorders or hides text and what file systems forbid, the ending in lower case. What is too long loses the
    /// end of its stem, never its ending.
    /// </summary>
    public static string Clean(string typed)
    {
        var name = typed[Math.Max(typed.Length - LongestRead, typed.LastIndexOfAny(['/', '\\']) + 1)..];
        name = string.Concat(PlainText.Clean(name).Select(character => character is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? '-' : character)).TrimEnd(' ', '.');
        var dot = name.LastIndexOf('.');
        var ending = dot >= 0 && name.Length - dot <= LongestEnding ? name[dot..].ToLowerInvariant() : string.Empty;
        var stem = name[..(name.Length - ending.Length)].Trim(' ', '.');
        stem = stem.Length == 0 ? "file" : WindowsDevices.Contains(stem.Split('.')[0], StringComparer.OrdinalIgnoreCase) ? "_" + stem : stem;
        return Shorten(stem, MaximumLength - ending.Length) + ending;
    }

    /// <summary>With its dot; empty when there is none.</summary>
    public static string Ending(string cleaned) => Path.GetExtension(cleaned);

    private static string Shorten(string stem, int length) =>
        stem.Length <= length ? stem : stem[..(char.IsHighSurrogate(stem[length - 1]) ? length - 1 : length)].TrimEnd(' ', '.');
}
