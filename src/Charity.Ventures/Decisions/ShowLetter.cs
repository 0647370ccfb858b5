using System.Globalization;
using Charity.Platform.Data;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Decisions;

/// <summary>A letter's text to be changed, and how it would read.</summary>
/// <param name="Typed">What was typed and is not saved; null for what is in force.</param>
/// <param name="Usual">The text the site began with instead.</param>
[Requires(Permissions.DecideSubmissions)]
internal sealed record ShowLetter(LetterKind Kind, EditLetter? Typed = null, bool Usual = false) : IQuery<LetterPage>;

/// <param name="IsSaved">The form shows what is in force.</param>
internal sealed record LetterPage(LetterKind Kind, EditLetter Form, IReadOnlyList<LetterPreview> Previews, bool IsSaved);

/// <param name="Language">As HTML's <c>lang</c> has it.</param>
internal sealed record LetterPreview(string Language, string Subject, IReadOnlyList<string> Paragraphs);

internal sealed class ShowLetterHandler(CharityDbContext db, ISettingsStore settings, SiteAddress site, IStringLocalizer texts) : IRequestHandler<ShowLetter, Result<LetterPage>>
{
    private static readonly string[] Languages = ["zh-CN", "en"];

    public async Task<Result<LetterPage>> Handle(ShowLetter request, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(request.Kind))
        {
            return LetterFailures.Unknown;
        }

        var saved = (await settings.GetAsync<DecisionLetters>(cancellationToken)).Of(request.Kind);
        var form = request.Typed ?? EditLetter.Of(request.Kind, request.Usual ? new DecisionLetters().Of(request.Kind) : saved);
        var (subject, body, example) = (form.Subject.ToText(), form.Body.ToText(keepLines: true), await ExampleAsync(cancellationToken));
        return new LetterPage(
            request.Kind, form, subject is null || body is null ? [] : [.. Languages.Select(language => Preview(language, subject, body, example))], request is { Typed: null, Usual: false });
    }

    /// <summary>The youngest project there is: everybody knows of it, whoever looks at this page.</summary>
    private async Task<Example> ExampleAsync(CancellationToken cancellationToken) =>
        await (from project in db.Set<Project>().AsNoTracking()
               join call in db.Set<Call>().AsNoTracking() on project.CallId equals call.Id
               orderby project.Id descending
               select new Example(project.Title, call.Title, call.Slug, project.Slug, project.AwardedMinor, project.Currency)).FirstOrDefaultAsync(cancellationToken)
        ?? new Example(new LocalizedText("银龄守护", "Silver guard"), new LocalizedText("社区公益创投", "Community venture projects"), "example", "example-007", 3_000_000, Money.Yuan);

    private LetterPreview Preview(string language, LocalizedText subject, LocalizedText body, Example example)
    {
        using var reading = ReadersCulture.Use(language);
        var words = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["project"] = example.Title.ToString(),
            ["number"] = example.Slug[(example.Slug.LastIndexOf('-') + 1)..].TrimStart('0'),
            ["call"] = example.Call.ToString(),
            ["amount"] = Money.Format(example.AwardedMinor, example.Currency),
            ["reason"] = texts["(here stand the office's words)"],
            ["scores"] = texts["(here stand the mean scores)"],
            ["days"] = 7.ToString(CultureInfo.InvariantCulture),
            ["link"] = site.Of($"/calls/{example.CallSlug}"),
        };
        return new LetterPreview(language, LetterDesk.Fill(subject.ToString(), words), [.. LetterDesk.Paragraphs(body.ToString(), words)]);
    }

    private sealed record Example(LocalizedText Title, LocalizedText Call, string CallSlug, string Slug, long AwardedMinor, string Currency);
}
