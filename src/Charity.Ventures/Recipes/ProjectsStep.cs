using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Activities;
using Charity.Ventures.Agreements;
using Charity.Ventures.Budgets;
using Charity.Ventures.Calls;
using Charity.Ventures.PastYears;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Recipes;

/// <summary>The <c>Projects</c> step: projects of a finished year as they ended, or running ones for a demonstration.</summary>
internal sealed record ProjectsModel(IReadOnlyList<ProjectModel> Projects);

/// <param name="Call">A call's slug; for one that goes on also any word for the address, when there is no such call.</param>
/// <param name="Organisation">An organisation's slug.</param>
/// <param name="FundSlug">The fund that paid; null for public money.</param>
/// <param name="Source">Who gave public money.</param>
/// <param name="RunsAfter">Days from the day of the recipe to the first day; negative when it is over.</param>
/// <param name="State"><c>Closed</c> or <c>Terminated</c> as it ended, <c>AgreementPending</c> or <c>Running</c> for one that goes on.</param>
/// <param name="Mark">0 to 100.</param>
/// <param name="Held">Single activities, of one that goes on; their figures are added to those of the list.</param>
internal sealed record ProjectModel(
    string Call, int Number, LocalizedText Title, LocalizedText Summary, string Organisation, IReadOnlyList<string> Areas, long AwardedMinor, string? FundSlug, int PlannedActivities,
    int PlannedPeople, int Activities, int People, int SocialWorkers, int Volunteers, int RunsAfter, int RunsUntilAfter, string State, decimal? Mark, LocalizedText? Outcome,
    IReadOnlyList<MilestoneModel>? Milestones, IReadOnlyList<BudgetModel>? Budget, IReadOnlyList<HeldModel>? Held,
    LocalizedText? Source = null);

internal sealed record MilestoneModel(string Name, int DueAfter, string Evidence);

internal sealed record BudgetModel(string Head, string Item, string Basis, long AmountMinor);

internal sealed record HeldModel(string Title, string Place, string? Text, int DaysAgo, int People, int SocialWorkers, int Volunteers);

/// <summary><c>Projects</c>: a project that is there stays as it is.</summary>
internal sealed class ProjectsStep(
    CharityDbContext db, UnitOfWork unitOfWork, IOrganisations organisations, ProjectDesk desk, ActivityDesk activities, AgreementWriter writer, PastYearWriter past, IWorkflowDoor door,
    SiteTime time, TimeProvider clock) : IRecipeStepHandler
{
    public string Name => "Projects";

    public Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken) => unitOfWork.ExecuteAsync(
        async token =>
        {
            var models = step.Read<ProjectsModel>().Projects;
            foreach (var model in models)
            {
                await PutAsync(step, model, token);
            }

            return true;
        },
        cancellationToken);

    private async Task PutAsync(RecipeStep step, ProjectModel model, CancellationToken cancellationToken)
    {
        var slug = Project.SlugOf(model.Call, model.Number);
        if (!Call.IsSlug(model.Call) || model.Number is < 1 or > PastProject.HighestNumber)
        {
            throw step.Error($"\"{slug}\" is no address for a project");
        }

        if (await db.Set<Project>().AnyAsync(project => project.Slug == slug, cancellationToken))
        {
            return;
        }

        var organisation = await organisations.FindAsync(model.Organisation, cancellationToken) ?? throw step.Error($"project {slug}: there is no organisation \"{model.Organisation}\"");
        var call = await db.Set<Call>().FirstOrDefaultAsync(call => call.Slug == model.Call, cancellationToken);
        if (ProjectProcess.Over.Contains(model.State))
        {
            await TakeOverAsync(step, call ?? throw step.Error($"project {slug}: there is no call \"{model.Call}\""), organisation, model, cancellationToken);
        }
        else
        {
            await AwardAsync(step, call, organisation, model, cancellationToken);
        }
    }

    private async Task TakeOverAsync(RecipeStep step, Call call, OrganisationSummary organisation, ProjectModel model, CancellationToken cancellationToken)
    {
        var ended = new PastProject(
            model.Number, model.Title, model.Summary, organisation.Id, model.Areas, SourceOf(model), FiguresOf(model), time.Today.AddDays(model.RunsAfter), time.Today.AddDays(model.RunsUntilAfter),
            model.State == ProjectProcess.Closed, (int?)(model.Mark * 10), model.Outcome);
        if ((await past.AddProjectAsync(call, ended, note: null, cancellationToken)).Failure is { } failure)
        {
            throw step.Error($"project {model.Title.Zh} cannot be taken over: {failure.Code}");
        }
    }

    private async Task AwardAsync(RecipeStep step, Call? call, OrganisationSummary organisation, ProjectModel model, CancellationToken cancellationToken)
    {
        var project = Project.Award(AwardOf(model, call?.Id, organisation.Id), clock.GetUtcNow());
        db.Add(project);
        if (model.Outcome is { } outcome)
        {
            project.Conclude(outcome);
        }

        if (model.State == ProjectProcess.Running)
        {
            await StartAsync(step, project, organisation, model, cancellationToken);
        }

        await desk.SettleAsync(project, cancellationToken);
    }

    private ProjectAward AwardOf(ProjectModel model, Guid? callId, Guid organisationId)
    {
        var (from, until) = (time.Today.AddDays(model.RunsAfter), time.Today.AddDays(model.RunsUntilAfter));
        return new ProjectAward(
            model.Call, callId, null, model.Number, organisationId, model.Title, model.Summary, model.Areas, Money.Yuan,
            [SourceOf(model)], model.PlannedActivities, model.PlannedPeople, from, until,
            ProjectAward.HalfwayOf(from, until, InstalmentPlan.Usual), 1, InstalmentPlan.Usual)
        {
            Milestones = [.. (model.Milestones ?? []).Select(milestone => new ProjectMilestone(milestone.Name, time.Today.AddDays(milestone.DueAfter), milestone.Evidence))],
            Budget = [.. (model.Budget ?? []).Select(line => new BudgetLine(line.Head, line.Item, line.Basis, line.AmountMinor, 0))],
        };
    }

    private static AwardSource SourceOf(ProjectModel model) => new(model.FundSlug, model.FundSlug is null ? model.Source ?? PastProject.PublicMoney : null, model.AwardedMinor, null);

    private static ProjectFigures FiguresOf(ProjectModel model) => new(model.Activities, model.People, model.SocialWorkers, model.Volunteers);

    /// <summary>Signed, begun, and with the activities it has held.</summary>
    private async Task StartAsync(RecipeStep step, Project project, OrganisationSummary organisation, ProjectModel model, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var agreement = Agreement.Offer(project.Id, 1, await writer.WriteAsync(project, cancellationToken), now);
        db.Add(agreement);
        await MoveAsync(step, AgreementProcess.Table, agreement, AgreementProcess.Sign, cancellationToken);
        agreement.SignForOrganisation(new Signature(Guid.Empty, organisation.Name.Zh, now.UtcDateTime, agreement.Sha256));
        await MoveAsync(step, AgreementProcess.Table, agreement, AgreementProcess.Countersign, cancellationToken);
        agreement.SignForBureau(new Signature(Guid.Empty, "演示", now.UtcDateTime, agreement.Sha256));
        await MoveAsync(step, ProjectProcess.Table, project, ProjectProcess.Sign, cancellationToken);
        await MoveAsync(step, ProjectProcess.Table, project, ProjectProcess.Begin, cancellationToken);
        project.Count(FiguresOf(model));
        foreach (var held in model.Held ?? [])
        {
            var starts = time.Utc(time.Today.AddDays(-held.DaysAgo)).AddHours(14);
            var activity = Activity.Plan(project.Id, new ActivityPlan(held.Title, held.Place, held.Text, starts, starts.AddHours(2)), ActivityDesk.NewKey(), now);
            db.Add(activity);
            var moved = await activities.MoveAsync(
                project, activity, ActivityProcess.Hold, expectedVersion: null, note: null,
                () => activity.Report(new ActivityFigures(1, held.People, held.SocialWorkers, held.Volunteers)), cancellationToken);
            if (moved.Failure is { } failure)
            {
                throw step.Error($"project {project.Slug}, activity {held.Title}: {failure.Code}");
            }
        }
    }

    private async Task MoveAsync<T>(RecipeStep step, WorkflowDefinition<T> table, T instance, string trigger, CancellationToken cancellationToken) where T : WorkflowInstance
    {
        if ((await door.FireAsync(table, instance, trigger, expectedVersion: null, note: null, cancellationToken)).Failure is { } failure)
        {
            throw step.Error($"{table.Process} could not {trigger}: {failure.Code}");
        }
    }
}
