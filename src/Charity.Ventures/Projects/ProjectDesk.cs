using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>Loads projects, to look at them or to change them, and keeps their instalments in step with what is true.</summary>
internal sealed class ProjectDesk(CharityDbContext db, ProjectFactsReader facts, IWorkflowDoor door, TimeProvider clock)
{
    /// <summary>The project with its parts, to look at; null when there is none.</summary>
    public Task<Project?> FindAsync(string slug, CancellationToken cancellationToken) => Whole(db.Set<Project>().AsNoTracking()).SingleOrDefaultAsync(project => project.Slug == slug, cancellationToken);

    /// <summary>The project to change, or that there is none. Holds its lock until the transaction ends: whatever is read of it from here on stays true.</summary>
    public async Task<Result<Project>> TakeAsync(string slug, CancellationToken cancellationToken)
    {
        await db.LockAsync($"project:{slug}", cancellationToken);
        return await Whole(db.Set<Project>()).SingleOrDefaultAsync(project => project.Slug == slug, cancellationToken) is { } project ? project : ProjectFailures.Unknown;
    }

    /// <summary>Brings every instalment into the state its conditions demand; to be called after whatever may have changed them.</summary>
    public async Task SettleAsync(Project project, CancellationToken cancellationToken)
    {
        var now = await facts.OfAsync(project, cancellationToken);
        foreach (var instalment in project.Instalments)
        {
            while (NextOf(project, instalment, now) is { } trigger)
            {
                await MoveAsync(project, instalment, trigger, cancellationToken);
            }
        }
    }

    /// <summary>A payment that was asked for is looked at again by whoever approves and pays it: a condition broken meanwhile does not put it back.</summary>
    private static string? NextOf(Project project, Instalment instalment, ProjectFacts now) => (instalment.State, now.StandingOf(instalment)) switch
    {
        (InstalmentProcess.Waiting or InstalmentProcess.Due, _) when project.State == ProjectProcess.Terminated || instalment.AmountMinor == 0 => InstalmentProcess.Stop,
        (InstalmentProcess.Waiting, _) when InstalmentRules.Missing(project, instalment, now).Count == 0 => InstalmentProcess.FallDue,
        (InstalmentProcess.Due, not PaymentStanding.None) => InstalmentProcess.Request,
        (InstalmentProcess.Due, _) when InstalmentRules.Missing(project, instalment, now).Count > 0 => InstalmentProcess.Hold,
        (InstalmentProcess.Requested, PaymentStanding.Paid) => InstalmentProcess.Pay,
        (InstalmentProcess.Requested, PaymentStanding.None) => InstalmentProcess.Reopen,
        (InstalmentProcess.Paid, not PaymentStanding.Paid) => InstalmentProcess.SendBack,
        _ => null,
    };

    private async Task MoveAsync(Project project, Instalment instalment, string trigger, CancellationToken cancellationToken)
    {
        if ((await door.FireAsync(InstalmentProcess.Table, instalment, trigger, expectedVersion: null, note: null, cancellationToken)).Failure is { } failure)
        {
            throw new InvalidOperationException($"Instalment {instalment.Number} of {project.Slug} could not {trigger}: {failure.Code}.");
        }

        instalment.Since(trigger switch
        {
            InstalmentProcess.FallDue or InstalmentProcess.Reopen => clock.GetUtcNow().UtcDateTime,
            InstalmentProcess.Request or InstalmentProcess.Pay => instalment.DueSinceUtc,
            _ => null,
        });
    }

    /// <summary>The organisation's projects that are not over, for the rule that asks for none.</summary>
    public async Task<IReadOnlyList<UnfinishedProject>> UnfinishedAsync(Guid organisationId, CancellationToken cancellationToken) =>
        await db.Set<Project>().AsNoTracking()
            .Where(project => project.OrganisationId == organisationId && !ProjectProcess.Over.Contains(project.State))
            .OrderBy(project => project.Id)
            .Select(project => new UnfinishedProject(project.Id, project.Slug, project.Title, project.State, project.RunsUntil))
            .ToListAsync(cancellationToken);

    public static IQueryable<Project> Whole(IQueryable<Project> projects) => projects.AsSplitQuery()
        .Include(project => project.Areas.OrderBy(area => area.AreaCode))
        .Include(project => project.Sources.OrderBy(source => source.Number))
        .Include(project => project.Instalments.OrderBy(instalment => instalment.Number));
}

internal sealed record UnfinishedProject(Guid Id, string Slug, Platform.Text.LocalizedText Title, string State, DateOnly RunsUntil);

internal static class ProjectFailures
{
    public static Failure Unknown => Failure.NotFound("project_unknown", "There is no such project.");

    public static Failure Over => Failure.Conflict("project_over", "The project is over; nothing of it changes any more.");

    public static Failure ChangedMeanwhile => Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
}
