using System.Globalization;
using System.Text;
using Charity.Platform.Text;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;

namespace Charity.Contents.Contracts;

/// <summary>
/// Markdown as editors write it: no HTML (tags show as text), links only to http, https, mail, telephone and this site, headings
/// that start below the page's own and can be linked to, tables without the inline styles our content security policy forbids.
/// </summary>
public static class MarkdownText
{
    internal const int MaximumLength = 100_000;

    private const int DeepestHeading = 6;

    // A heading "Main" must not take the id of the page's own main element.
    private const string AnchorPrefix = "h-";
    private static readonly string[] SafeSchemes = ["http", "https", "mailto", "tel"];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UsePipeTables()
        .UseAutoLinks()
        .Build();

    /// <summary>Markdown nested deeper than can be shown: refuse it where it is written.</summary>
    public static bool IsTooDeep(string? markdown)
    {
        try
        {
            Write(Markdown.Parse(markdown ?? string.Empty, Pipeline));
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <param name="belowHeading">The level of the heading that the text stands under: its own begin one below.</param>
    /// <exception cref="ArgumentException">The text <see cref="IsTooDeep"/>.</exception>
    public static IHtmlContent ToHtml(string markdown, IMedia media, int belowHeading = 1)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var node in document.Descendants().ToList())
        {
            switch (node)
            {
                case HeadingBlock heading:
                    MakeSubheading(heading, belowHeading);
                    break;
                case LinkInline link:
                    MakeSafe(link, media);
                    break;
                case AutolinkInline { IsEmail: false } link when !IsSafe(link.Url):
                    link.ReplaceBy(new LiteralInline(link.Url));
                    break;
                case AutolinkInline { IsEmail: false } link:
                    link.GetAttributes().AddProperty("rel", "noopener");
                    break;
                case Table table:
                    MakeReadable(table);
                    break;
            }
        }

        return new HtmlString(Write(document));
    }

    /// <summary>By a renderer of its own: one from the pipeline's pool that has once failed half-way writes no more links ever after.</summary>
    private static string Write(MarkdownDocument document)
    {
        using var html = new StringWriter(CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        return html.ToString();
    }

    /// <summary>The words without the markup, on one line.</summary>
    internal static string ToPlain(string markdown) => PlainText.Clean(Markdown.ToPlainText(markdown, Pipeline));

    /// <summary>The beginning of a text, ended with … where it was cut; in English between words.</summary>
    internal static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = length - 1;
        var space = text.LastIndexOf(' ', end, Math.Min(20, end));
        end = space > 0 ? space : char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
        return new StringBuilder(text, 0, end, length).Append('…').ToString();
    }

    // Writers begin with ##, because a page's own heading is #; some begin with #.
    private static void MakeSubheading(HeadingBlock heading, int belowHeading)
    {
        heading.Level = Math.Min(Math.Max(heading.Level, 2) + belowHeading - 1, DeepestHeading);
        if (heading.GetAttributes() is { Id: { } id } attributes)
        {
            attributes.Id = AnchorPrefix + id;
        }
    }

    private static void MakeSafe(LinkInline link, IMedia media)
    {
        var url = link.GetDynamicUrl?.Invoke() ?? link.Url ?? string.Empty;
        if (url.StartsWith('#') && !link.IsImage)
        {
            link.Url = $"#{AnchorPrefix}{url[1..]}";
        }
        else if (!IsSafe(url))
        {
            KeepWordsOnly(link);
        }
        else if (link.IsImage)
        {
            ShowPicture(link, url, media);
        }
        else if (IsElsewhere(url))
        {
            link.GetAttributes().AddProperty("rel", "noopener");
        }
    }

    private static void KeepWordsOnly(LinkInline link)
    {
        while (link.FirstChild is { } words)
        {
            words.Remove();
            link.InsertBefore(words);
        }

        link.Remove();
    }

    /// <summary>Pictures come from the media folder, at the address that browsers may keep; one on another host is offered as a link.</summary>
    private static void ShowPicture(LinkInline picture, string url, IMedia media)
    {
        if (IsElsewhere(url))
        {
            picture.IsImage = false;
            picture.GetAttributes().AddProperty("rel", "noopener");
            return;
        }

        picture.Url = url.StartsWith("/media/", StringComparison.Ordinal) ? media.Url(Uri.UnescapeDataString(url["/media/".Length..])) : url;
        picture.GetAttributes().AddProperty("loading", "lazy");
    }

    /// <summary>Aligned by class, and reached by the keyboard, because a wide table scrolls within itself.</summary>
    private static void MakeReadable(Table table)
    {
        table.GetAttributes().AddProperty("tabindex", "0");
        foreach (var cell in table.OfType<TableRow>().SelectMany(row => row.OfType<TableCell>().Select((cell, index) => (cell, index))))
        {
            if (cell.index < table.ColumnDefinitions.Count && table.ColumnDefinitions[cell.index].Alignment == TableColumnAlign.Right)
            {
                cell.cell.GetAttributes().AddClass("num");
            }
        }

        table.ColumnDefinitions.ForEach(column => column.Alignment = null);
    }

    private static bool IsElsewhere(string url) => url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    private static bool IsSafe(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var beforePath = url.IndexOfAny(['/', '?', '#']);
        return colon < 0 || (beforePath >= 0 && beforePath < colon)
            ? !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal)
            : SafeSchemes.Contains(url[..colon], StringComparer.OrdinalIgnoreCase);
    }
}
