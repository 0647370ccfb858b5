namespace Charity.Platform.Web;

/// <summary>
/// What a page's title says after its own name: the call or the project it is about, so that two tabs of a browser can be told apart. The
/// partial view with the page's head says it, which gets only a copy of the page's <c>ViewData</c>.
/// </summary>
public sealed class PageTitle
{
    public string? About { get; set; }

    /// <param name="own">The page's own name; null when it has none.</param>
    public string? Of(string? own) => string.IsNullOrEmpty(own) || string.IsNullOrEmpty(About) || own == About ? own : $"{own} · {About}";
}
