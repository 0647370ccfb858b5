using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Platform.Web;

public static class ReturnAddress
{
    /// <summary>
    /// The address to go back to when it leads to this site, otherwise <paramref name="home"/>. Characters beyond ASCII come escaped,
    /// because the header of a redirect cannot hold them.
    /// </summary>
    public static string Own(this IUrlHelper url, string? returnUrl, string home)
    {
        if (!url.IsLocalUrl(returnUrl))
        {
            return home;
        }

        var escaped = new StringBuilder(returnUrl.Length);
        foreach (var rune in returnUrl.EnumerateRunes())
        {
            escaped.Append(rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString()));
        }

        return escaped.ToString();
    }
}
