using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.PastYears;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Recipes;

/// <summary>The <c>Projects</c> step: projects of a finished year as they ended. Those that go on come from their calls, see <see cref="RunningProjects"/>.</summary>
internal sealed record ProjectsModel(IReadOnlyList<ProjectModel> Projects);

/// <param name="Call">A call's slug.</param>
/// <param name="Organisation">An organisation's slug.</param>
/// <param name="FundSlug">The fund that paid; null for public money.</param>
/// <param name="Source">Who gave public money.</param>
/// <param name="RunsAfter">Days from the day of the recipe to the first day; negative, as it is over.</param>
/// <param name="State"><c>Closed</c> or <c>Terminated</c>.</param>
/// <param name="Mark">0 to 100.</param>
internal sealed record ProjectModel(
    string Call, int Number, LocalizedText Title, LocalizedText Summary, string Organisation, IReadOnlyList<string> Areas, long AwardedMinor, string? FundSlug, int Activities, int People,
    int SocialWorkers, int Volunteers, int RunsAfter, int RunsUntilAfter, string State, decimal? Mark, LocalizedText? Outcome, LocalizedText? Source = null);

/// <summary><c>Projects</c>: a project that is there stays as it is.</summary>
internal sealed class ProjectsStep(CharityDbContext db, UnitOfWork unitOfWork, IOrganisations organisations, PastYearWriter past, SiteTime time) : IRecipeStepHandler
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

        if (!ProjectProcess.Over.Contains(model.State))
        {
            throw step.Error($"project {slug} is neither {ProjectProcess.Closed} nor {ProjectProcess.Terminated}");
        }

        var organisation = await organisations.FindAsync(model.Organisation, cancellationToken) ?? throw step.Error($"project {slug}: there is no organisation \"{model.Organisation}\"");
        var call = await db.Set<Call>().FirstOrDefaultAsync(call => call.Slug == model.Call, cancellationToken) ?? throw step.Error($"project {slug}: there is no call \"{model.Call}\"");
        var source = new AwardSource(model.FundSlug, model.FundSlug is null ? model.Source ?? PastProject.PublicMoney : null, model.AwardedMinor, null);
        var ended = new PastProject(
            model.Number, model.Title, model.Summary, organisation.Id, model.Areas, source, new ProjectFigures(model.Activities, model.People, model.SocialWorkers, model.Volunteers),
            time.Today.AddDays(model.RunsAfter), time.Today.AddDays(model.RunsUntilAfter), model.State == ProjectProcess.Closed, (int?)(model.Mark * 10), model.Outcome);
        if ((await past.AddProjectAsync(call, ended, note: null, cancellationToken)).Failure is { } failure)
        {
            throw step.Error($"project {model.Title.Zh} cannot be taken over: {failure.Code}");
        }
    }
}
