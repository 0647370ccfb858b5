using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Activities;
using Charity.Ventures.Agreements;
using Charity.Ventures.Calls;
using Charity.Ventures.Needs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>A project's public page.</summary>
[Anybody]
internal sealed record ShowProject(string Slug) : IQuery<ProjectPage>;

/// <param name="EndReason">Why it was terminated.</param>
internal sealed record ProjectPage(
    Project Project, OrganisationSummary? Organisation, (string Slug, LocalizedText Title)? Call, IReadOnlyList<string> Areas, IReadOnlyList<NeedSummary> Needs, IReadOnlyList<NamedSource> Sources,
    IReadOnlyList<InstalmentRow> Instalments, bool HasAgreement, IReadOnlyList<ShownActivity> Activities, IReadOnlyList<ProjectStep> History, string? EndReason);

/// <param name="Waits">Why it is not paid, with whom it waits, and since when.</param>
internal sealed record InstalmentRow(Guid Id, int Number, LocalizedText Name, decimal Percent, long AmountMinor, string State, DateTime? DueSinceUtc, IReadOnlyList<InstalmentWait> Waits);

/// <param name="Photos">Only those everybody on them has agreed to.</param>
internal sealed record ShownActivity(Guid Id, string Title, string Place, string? Text, DateTime StartsUtc, string State, ActivityFigures Figures, IReadOnlyList<AttachmentInfo> Photos);

internal sealed record ProjectStep(DateTime AtUtc, string State, string ActorName, string? Note);

internal sealed class ShowProjectHandler(
    CharityDbContext db, NeedDesk needs, ProjectDesk desk, ProjectReader reader, AgreementDesk agreements, IOrganisations organisations, IAreas areas, IAttachments attachments) : IRequestHandler<ShowProject, Result<ProjectPage>>
{
    /// <summary>A page shows so many; all of them count.</summary>
    private const int MostActivities = 60;

    public async Task<Result<ProjectPage>> Handle(ShowProject request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } project)
        {
            return ProjectFailures.Unknown;
        }

        var call = await db.Set<Call>().AsNoTracking().Where(call => call.Id == project.CallId).Select(call => new { call.Slug, call.Title }).FirstOrDefaultAsync(cancellationToken);
        var history = await reader.HistoryAsync(project.Id, cancellationToken);
        return new ProjectPage(
            project,
            await organisations.FindAsync(project.OrganisationId, cancellationToken),
            call is null ? null : (call.Slug, call.Title),
            [.. (await areas.AllAsync(cancellationToken)).Where(area => project.Areas.Any(own => own.AreaCode == area.Code)).Select(area => area.Name.ToString())],
            [.. (await needs.OfIdsAsync(await db.Set<ProjectNeed>().Where(need => need.ProjectId == project.Id).Select(need => need.NeedId).ToListAsync(cancellationToken), cancellationToken)).Values],
            await reader.SourcesAsync(project, cancellationToken),
            await reader.InstalmentsAsync(project, cancellationToken),
            (await agreements.OfAsync(project.Id, cancellationToken)).Any(agreement => agreement.State == AgreementProcess.Countersigned),
            await ActivitiesAsync(project, cancellationToken),
            history,
            project.State == ProjectProcess.Terminated && history.Count > 0 ? history[0].Note : null);
    }

    private async Task<IReadOnlyList<ShownActivity>> ActivitiesAsync(Project project, CancellationToken cancellationToken)
    {
        var shown = new List<ShownActivity>();
        foreach (var activity in await db.Set<Activity>().AsNoTracking().Where(activity => activity.ProjectId == project.Id && activity.State != ActivityProcess.Cancelled)
            .OrderByDescending(activity => activity.StartsUtc).Take(MostActivities).ToListAsync(cancellationToken))
        {
            var photos = activity.Counts ? await attachments.ListAsync(ActivityDesk.PhotosOf(activity.Id), cancellationToken) : [];
            shown.Add(new ShownActivity(
                activity.Id, activity.Title, activity.Place, activity.Text, activity.StartsUtc, activity.State, activity.Figures,
                [.. photos.Where(photo => photo is { Purpose: ActivityDesk.PublicPhoto, IsPicture: true })]));
        }

        return shown;
    }
}

/// <summary>What every page about a project shows of it.</summary>
internal sealed class ProjectReader(CharityDbContext db, ProjectFactsReader facts, IFunds funds)
{
    public async Task<IReadOnlyList<InstalmentRow>> InstalmentsAsync(Project project, CancellationToken cancellationToken)
    {
        var now = await facts.OfAsync(project, cancellationToken);
        return [.. project.Instalments.Select(instalment => new InstalmentRow(
            instalment.Id, instalment.Number, instalment.Name, project.PercentOf(instalment), instalment.AmountMinor, instalment.State, instalment.DueSinceUtc, InstalmentRules.Waits(project, instalment, now)))];
    }

    public async Task<IReadOnlyList<NamedSource>> SourcesAsync(Project project, CancellationToken cancellationToken)
    {
        var named = new List<NamedSource>(project.Sources.Count);
        foreach (var source in project.Sources.Where(source => source.AmountMinor > 0))
        {
            var fund = source.FundSlug is { } slug ? await funds.FindAsync(slug, cancellationToken) : null;
            named.Add(new NamedSource((fund?.Name ?? source.Name)?.ToString() ?? source.FundSlug ?? string.Empty, fund is { IsPublic: true } ? $"/funds/{fund.Slug}" : null, source.AmountMinor));
        }

        return named;
    }

    /// <summary>The project's moves, the latest first.</summary>
    public async Task<IReadOnlyList<ProjectStep>> HistoryAsync(Guid projectId, CancellationToken cancellationToken) =>
        await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.InstanceId == projectId).OrderByDescending(step => step.Number)
            .Select(step => new ProjectStep(step.AtUtc, step.To, step.ActorName, step.Note)).ToListAsync(cancellationToken);
}
