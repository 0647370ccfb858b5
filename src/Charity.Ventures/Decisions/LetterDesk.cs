using System.Globalization;
using Charity.Organisations.Contracts;
using Charity.Platform.Localization;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Decisions;

/// <summary>What a letter is about.</summary>
/// <param name="Key">What it is for: promised once per submission.</param>
/// <param name="Reason">The office's words; null when it has none.</param>
/// <param name="Link">The page it leads to, from the site's root.</param>
internal sealed record Letter(string Key, Call Call, Submission Submission, long AmountMinor, string? Reason, WrittenScore? Written, string Link);

/// <summary>Promises the letters of decisions, to the organisation's owners and editors, each in its reader's language, within the transaction that decides.</summary>
internal sealed class LetterDesk(IOrganisationMails mails, ISettingsStore settings, SiteAddress site)
{
    public Task PromiseAsync(DecisionOutcome outcome, Letter letter, CancellationToken cancellationToken) => PromiseAsync(DecisionLetters.KindOf(outcome), letter, cancellationToken);

    public async Task PromiseAsync(LetterKind kind, Letter letter, CancellationToken cancellationToken) =>
        await PromiseAsync((await settings.GetAsync<DecisionLetters>(cancellationToken)).Of(kind), letter, cancellationToken);

    private Task PromiseAsync(LetterTemplate template, Letter letter, CancellationToken cancellationToken) => mails.ToColleaguesAsync(
        letter.Submission.OrganisationId,
        $"decision:{letter.Submission.Id:N}:{letter.Key}",
        role => role is OrganisationRole.Owner or OrganisationRole.Editor,
        texts => Fill(template.Subject.ToString(), Words(letter, texts)),
        texts => Paragraphs(template.Body.ToString(), Words(letter, texts)),
        cancellationToken);

    /// <summary>Leaves out every paragraph that asks for what this letter does not have.</summary>
    internal static IEnumerable<string> Paragraphs(string body, IReadOnlyDictionary<string, string> words) => body
        .ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(paragraph => !words.Any(word => word.Value.Length == 0 && paragraph.Contains($"{{{word.Key}}}", StringComparison.Ordinal)))
        .Select(paragraph => Fill(paragraph, words));

    /// <summary>In one pass: what an applicant or officer wrote is never read as a placeholder.</summary>
    internal static string Fill(string text, IReadOnlyDictionary<string, string> words) =>
        System.Text.RegularExpressions.Regex.Replace(text, @"\{([a-z]+)\}", match => words.GetValueOrDefault(match.Groups[1].Value, match.Value), System.Text.RegularExpressions.RegexOptions.CultureInvariant);

    private Dictionary<string, string> Words(Letter letter, IStringLocalizer texts)
    {
        var design = letter.Call.Design;
        var criteria = design.Review.Criteria.ToDictionary(criterion => criterion.Code, StringComparer.Ordinal);
        var scores = (letter.Written?.Criteria ?? [])
            .Where(mean => criteria.ContainsKey(mean.Code))
            .Select(mean => texts["{0} {1} of {2}", criteria[mean.Code].Name, mean.Points.ToString("0.0", CultureInfo.InvariantCulture), criteria[mean.Code].Weight].Value);
        return new(StringComparer.Ordinal)
        {
            ["project"] = letter.Submission.Title,
            ["number"] = letter.Submission.Number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
            ["call"] = letter.Call.Title.ToString(),
            ["amount"] = Money.Format(letter.AmountMinor, design.Money.Currency),
            ["reason"] = letter.Reason ?? string.Empty,
            ["scores"] = texts.List(scores),
            ["days"] = design.NoticeWorkingDays.ToString(CultureInfo.InvariantCulture),
            ["link"] = site.Of(letter.Link),
        };
    }
}
