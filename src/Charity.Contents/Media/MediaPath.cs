using System.Globalization;
using System.Text;

namespace Charity.Contents.Media;

/// <summary>Public paths of files: <c>folder/name.ext</c> in lower case; no part begins with a dot, so there is nothing to climb with.</summary>
internal static class MediaPath
{
    public const int MaximumLength = 200;

    public static bool IsValid(string path) =>
        path.Length is > 0 and <= MaximumLength
        && path.Split('/').All(part => part.Length > 0 && part[0] != '.' && part.All(character => (char.IsLetterOrDigit(character) && !char.IsUpper(character)) || character is '-' or '_' or '.'))
        && !path.Contains("..", StringComparison.Ordinal);

    /// <summary>A file name from somebody's computer as a name of ours: the last part only, lower case, other characters as hyphens.</summary>
    public static string FileName(string typed)
    {
        var name = new StringBuilder();
        foreach (var character in typed[(typed.LastIndexOfAny(['/', '\\']) + 1)..].ToLower(CultureInfo.InvariantCulture))
        {
            var kept = char.IsLetterOrDigit(character) || character is '_' or '.' ? character : '-';
            if (kept is '-' or '.' && (name.Length == 0 || name[^1] is '-' or '.'))
            {
                // Of several, the dot counts: "(1).jpg" ends in ".jpg".
                name.Length -= kept == '.' && name.Length > 0 ? 1 : 0;
                if (kept == '-' || name.Length == 0)
                {
                    continue;
                }
            }

            name.Append(kept);
        }

        return name.Length > 100 ? $"{name.ToString(0, 80)}{System.IO.Path.GetExtension(name.ToString())}" : name.ToString();
    }

    public static string ToUrl(string path) => "/media/" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
