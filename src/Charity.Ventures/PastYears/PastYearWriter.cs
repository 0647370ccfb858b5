using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.PastYears;

/// <summary>
/// Writes down finished years, the same way for recipes and for officers' lists: a call and its projects that begin and end at once, through the
/// workflow door. It reserves nothing: the money left long ago.
/// </summary>
internal sealed class PastYearWriter(CharityDbContext db, IWorkflowDoor door, ProjectDesk desk, SiteTime time, TimeProvider clock)
{
    /// <param name="note">Where it comes from, for the history.</param>
    public async Task<Result<Call>> AddCallAsync(string slug, LocalizedText title, CallDesign design, string? note, CancellationToken cancellationToken)
    {
        // Lists show the youngest first, by id: a past call and its projects stand among those of their time.
        var days = design.Timetable;
        var began = (days.OpensOn ?? days.RunsFrom) is { } day ? new DateTimeOffset(time.Utc(day), TimeSpan.Zero) : clock.GetUtcNow();
        var call = Call.Import(slug, title, design, began);
        call.Describe(title, design, days.OpensOn is { } first ? time.Utc(first) : null, days.ClosesOn is { } last ? time.Utc(last.AddDays(1)) : null);
        db.Add(call);
        var moved = await door.FireAsync(CallProcess.Table, call, CallProcess.ImportTrigger, expectedVersion: null, note, cancellationToken);
        return moved.Failure is { } failure ? failure : call;
    }

    /// <param name="note">Where it comes from, for the history.</param>
    public async Task<Result<Project>> AddProjectAsync(Call call, PastProject past, string? note, CancellationToken cancellationToken)
    {
        // Within its call the first number comes first.
        var awarded = new DateTimeOffset(time.Utc(past.RunsFrom), TimeSpan.Zero).AddMilliseconds(PastProject.HighestNumber - past.Number);
        var project = Project.Import(past.AwardOf(call), past.Figures, past.MarkTenths, awarded);
        db.Add(project);
        if (past.Outcome is { } outcome)
        {
            project.Conclude(outcome);
        }

        var moved = await door.FireAsync(ProjectProcess.Table, project, past.IsClosed ? ProjectProcess.ImportClosed : ProjectProcess.ImportTerminated, expectedVersion: null, note, cancellationToken);
        if (moved.Failure is { } failure)
        {
            return failure;
        }

        await desk.SettleAsync(project, cancellationToken);
        return project;
    }

    /// <summary>Writes down a list's new projects, and the call when it is not there yet.</summary>
    /// <returns>Why it cannot be; then nothing must be committed.</returns>
    public async Task<Failure?> WriteAsync(Call? call, YearList list, string note, CancellationToken cancellationToken)
    {
        if (call is null)
        {
            var runs = new CallTimetable { RunsFrom = list.New.Min(project => project.RunsFrom), RunsUntil = list.New.Max(project => project.RunsUntil) };
            var added = await AddCallAsync(list.Slug, list.Title, new CallDesign { Timetable = runs }, note, cancellationToken);
            if (added.Failure is { } refusal)
            {
                return refusal;
            }

            call = added.Value;
        }

        foreach (var project in list.New)
        {
            if ((await AddProjectAsync(call, project, note, cancellationToken)).Failure is { } refusal)
            {
                return refusal;
            }
        }

        if (call.IsImported)
        {
            await db.SaveChangesAsync(cancellationToken);
            await SumUpAsync(call, cancellationToken);
        }

        return null;
    }

    public async Task<bool> HasAnyAsync(string slug, IEnumerable<PastProject> projects, CancellationToken cancellationToken)
    {
        var slugs = projects.Select(project => Project.SlugOf(slug, project.Number)).ToList();
        return await db.Set<Project>().AnyAsync(project => slugs.Contains(project.Slug), cancellationToken);
    }

    /// <summary>A call that is known from lists alone says of its money what its projects say: no less than they were given.</summary>
    private async Task SumUpAsync(Call call, CancellationToken cancellationToken)
    {
        var given = (await db.Set<Project>().Where(project => project.CallId == call.Id).SelectMany(project => project.Sources).ToListAsync(cancellationToken))
            .GroupBy(source => AwardPart.KeyOf(source.FundSlug, source.Name))
            .ToDictionary(group => group.Key, group => new MoneySource(group.First().FundSlug, group.First().Name, group.Sum(source => source.AmountMinor)), StringComparer.Ordinal);
        var known = call.Design.Money.Sources.Select(source => given.Remove(AwardPart.KeyOf(source.FundSlug, source.Name), out var now) && now.AmountMinor > source.AmountMinor ? now : source).ToList();
        var days = call.Design.Timetable;
        var runs = await db.Set<Project>().Where(project => project.CallId == call.Id).Select(project => new { project.RunsFrom, project.RunsUntil }).ToListAsync(cancellationToken);
        call.Describe(
            call.Title,
            call.Design with
            {
                Money = call.Design.Money with { Sources = [.. known, .. given.Values] },
                Timetable = days with { RunsFrom = runs.Select(run => run.RunsFrom).Append(days.RunsFrom ?? DateOnly.MaxValue).Min(), RunsUntil = runs.Select(run => run.RunsUntil).Append(days.RunsUntil ?? DateOnly.MinValue).Max() },
            },
            call.OpensUtc,
            call.ClosesUtc);
    }
}
