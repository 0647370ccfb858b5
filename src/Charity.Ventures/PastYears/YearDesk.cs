using System.Globalization;
using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Imports;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.PastYears;

/// <summary>Where the projects of a list belong: a finished call, or one that is made for them.</summary>
internal interface IYearTarget
{
    /// <summary>A finished call's slug; empty for a new one.</summary>
    string? Call { get; }

    /// <summary>Of a new call; makes its address.</summary>
    int? Year { get; }

    /// <summary>Of a new call, in Chinese.</summary>
    string? Title { get; }
    string? EnglishTitle { get; }
}

/// <summary>A list as it was understood, and the call it belongs to.</summary>
/// <param name="Call">Null when it is made with the import.</param>
/// <param name="Ignored">Headings that no column here has.</param>
internal sealed record YearList(string FileName, Call? Call, string Slug, LocalizedText Title, Sheet Sheet, IReadOnlyList<string> Ignored, IReadOnlyList<YearRow> Rows)
{
    public IReadOnlyList<YearRow> Bad => [.. Rows.Where(row => row.Problems.Count > 0)];

    public IReadOnlyList<PastProject> New => [.. Rows.Where(row => row is { Project: not null, IsThere: false }).Select(row => row.Project!)];

    /// <summary>Of all rows that can stand, also of those that are there already: what the bureau's own totals are held against.</summary>
    public ProjectTotals Sums => Rows.Select(row => row.Project).OfType<PastProject>().Aggregate(ProjectTotals.None, (sum, project) => new ProjectTotals(
        sum.Projects + 1, sum.AwardedMinor + project.Source.AmountMinor, sum.Activities + project.Figures.Activities, sum.People + project.Figures.People,
        sum.SocialWorkers + project.Figures.SocialWorkers, sum.Volunteers + project.Figures.Volunteers, 0));
}

/// <summary>Reads an officer's uploaded list and holds it against the site. Writes nothing.</summary>
internal sealed class YearDesk(CharityDbContext db, IAttachments attachments, ICurrentUser user, IOrganisations organisations, IAreas areas, IFunds funds, SiteTime time)
{
    /// <summary>A district awards some tens a year.</summary>
    public const int MostRows = 2_000;

    public const int EarliestYear = 1990;

    /// <summary>The lock under which a year is written.</summary>
    public static string LockOf(string slug) => $"past-year:{slug}";

    /// <summary>Lists wait with whoever uploaded them.</summary>
    public AttachmentOwner Mine => new("past-year", user.Id ?? throw new InvalidOperationException("Only somebody who is signed in uploads a list."));

    public async Task<Result<YearList>> ReadAsync(Guid fileId, IYearTarget target, CancellationToken cancellationToken)
    {
        var (call, slug, title, refusal) = await TargetAsync(target, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        await using var file = await attachments.OpenAsync(Mine, fileId, cancellationToken);
        if (file is null)
        {
            return Failure.NotFound("year_list_gone", "This list is not here any more. Upload it again.");
        }

        var read = SheetReader.Read(file.Stream, file.Info.ContentType, MostRows);
        return read.Failure is { } unreadable ? unreadable : await CheckAsync(file.Info.FileName, call, slug, title, read.Value, cancellationToken);
    }

    private async Task<Result<YearList>> CheckAsync(string fileName, Call? call, string slug, LocalizedText title, Sheet sheet, CancellationToken cancellationToken)
    {
        var places = new Dictionary<YearColumn, int>();
        foreach (var column in YearColumn.All)
        {
            var found = sheet.Headings.Index().Where(heading => column.IsCalled(heading.Item)).Select(heading => heading.Index).ToList();
            if (found.Count > 1)
            {
                return Failure.Field("File", "heading_twice", "Two columns are called \"{0}\". Rename or remove one.", column.Heading);
            }

            if (found.Count == 1)
            {
                places[column] = found[0];
            }
        }

        var missing = YearColumn.All.Where(column => column.IsNeeded && !places.ContainsKey(column)).Select(column => column.Heading.ToString()).ToList();
        if (missing.Count > 0)
        {
            return Failure.Field("File", "headings_missing", "The first row needs these headings as well: {0}. The template has all of them.", string.Join(CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal) ? "、" : ", ", missing));
        }

        var check = new YearCheck(
            await organisations.AllAsync(cancellationToken), await areas.AllAsync(cancellationToken), await funds.AllAsync(cancellationToken), await KnownAsync(call, slug, cancellationToken), time.Today);
        return new YearList(
            fileName, call, slug, title, sheet, [.. sheet.Headings.Where((heading, place) => heading.Length > 0 && !places.ContainsValue(place) && !YearColumn.IsReason(heading))],
            [.. sheet.Rows.Select(row => check.Check(row, places))]);
    }

    private async Task<(Call? Call, string Slug, LocalizedText Title, Failure? Refusal)> TargetAsync(IYearTarget target, CancellationToken cancellationToken)
    {
        var nowhere = new LocalizedText(string.Empty);
        if (!string.IsNullOrEmpty(target.Call))
        {
            return await db.Set<Call>().SingleOrDefaultAsync(call => call.Slug == target.Call && call.State == CallProcess.Finished, cancellationToken) is { } finished
                ? (finished, finished.Slug, finished.Title, null)
                : (null, string.Empty, nowhere, Failure.Field(nameof(target.Call), "call_not_finished", "Choose a call that is finished."));
        }

        var (zh, en) = (PlainText.Clean(target.Title), PlainText.Clean(target.EnglishTitle));
        if (target.Year is not { } year || year < EarliestYear || year > time.Today.Year || zh.Length is 0 or > 100 || en.Length > 150)
        {
            return (null, string.Empty, nowhere, Failure.Field(nameof(target.Year), "year_target_missing", "Choose a finished call, or say the year and the title of the call that the list is of."));
        }

        var prefix = string.Create(CultureInfo.InvariantCulture, $"ventures-{year}");
        var taken = await db.Set<Call>().Where(call => call.Slug == prefix || call.Slug.StartsWith(prefix + "-")).ToListAsync(cancellationToken);

        // The same list sent twice belongs to the same call.
        if (taken.Find(call => call.IsImported && call.Title.Zh == zh) is { } same)
        {
            return (same, same.Slug, same.Title, null);
        }

        var slug = Enumerable.Range(1, taken.Count + 1).Select(count => count == 1 ? prefix : string.Create(CultureInfo.InvariantCulture, $"{prefix}-{count}")).First(free => taken.TrueForAll(call => call.Slug != free));
        return (null, slug, new LocalizedText(zh, en.Length > 0 ? en : null), null);
    }

    private async Task<IReadOnlyList<KnownProject>> KnownAsync(Call? call, string slug, CancellationToken cancellationToken)
    {
        var callId = call?.Id;
        var there = await db.Set<Project>().AsNoTracking().Where(project => project.Slug.StartsWith(slug + "-") && project.CallId == callId)
            .Select(project => new { project.Slug, project.Title, project.OrganisationId }).ToListAsync(cancellationToken);
        return [.. there.Select(project => (project, Number: int.TryParse(project.Slug.AsSpan(slug.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0))
            .Where(row => row.Number > 0)
            .Select(row => new KnownProject(row.Number, row.project.Title.Zh, row.project.OrganisationId))];
    }
}
