using System.Globalization;

namespace Charity.Contents.Items;

/// <summary>Paths of content: letters (Chinese ones too), digits, hyphens and underscores, in parts divided by slashes; kept in lower case without slashes at the ends.</summary>
internal static class ContentPath
{
    public const int MaximumLength = 200;

    public static string Normalise(string? typed) => (typed ?? string.Empty).Trim().Trim('/').ToLower(CultureInfo.InvariantCulture);

    public static bool IsValid(string path) =>
        path.Length is > 0 and <= MaximumLength && path.Split('/').All(part => part.Length > 0 && part.All(character => char.IsLetterOrDigit(character) || character is '-' or '_'));

    /// <summary>The address of a path, with what needs it escaped.</summary>
    public static string ToUrl(string path) => "/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
