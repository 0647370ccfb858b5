using Charity.Platform.Text;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace Charity.Funds.FundPages;

/// <summary>Renders what fund managers write: Markdown, with any HTML shown as the text it is, and links only to the web, to mail and to this site.</summary>
internal static class StoryText
{
    // A story stands under the page's h1 and its section's h2.
    private const int DeeperBy = 1;
    private const int DeepestHeading = 6;
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    public static IHtmlContent Html(LocalizedText? story)
    {
        var document = Markdown.Parse(story?.ToString() ?? string.Empty, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(heading.Level + DeeperBy, DeepestHeading);
        }

        foreach (var link in document.Descendants<LinkInline>())
        {
            link.Url = Safe(link.Url);
        }

        foreach (var link in document.Descendants<AutolinkInline>())
        {
            link.Url = link.IsEmail ? link.Url : Safe(link.Url);
        }

        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        return new HtmlString(html.ToString());
    }

    private static string Safe(string? url) =>
        url is not null && (url is ['/', not '/' and not '\\', ..] or "/" || (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" or "mailto"))
            ? url
            : "#";
}
