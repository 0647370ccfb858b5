using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Charity.Ventures.Needs;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Recipes;

internal sealed record NeedsModel(IReadOnlyList<NeedModel> Needs);

/// <param name="Id">Fixed in the recipe: a need that is there is the community's and stays as it is.</param>
/// <param name="WishedByAfter">Days from the day the recipe runs.</param>
/// <param name="Call">The slug of the call that collects it.</param>
/// <param name="PostedBy">The worker's e-mail address.</param>
/// <param name="Note">Why it was returned, how it was met, or why it was closed.</param>
internal sealed record NeedModel(
    Guid Id, string AreaCode, string Category, LocalizedText Title, LocalizedText Who, int People, LocalizedText Lacking, LocalizedText Evidence, LocalizedText Help, string State,
    int? WishedByAfter = null, string? Call = null, string? PostedBy = null, string? Note = null);

/// <summary><c>Needs</c>: communities' needs in the states named.</summary>
internal sealed class NeedsStep(
    CharityDbContext db, UnitOfWork unitOfWork, NeedDesk desk, IWorkflowDoor door, IAreas areas, ISettingsStore settings, IUserDirectory users, SiteTime time, TimeProvider clock) : IRecipeStepHandler
{
    public string Name => "Needs";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        foreach (var model in step.Read<NeedsModel>().Needs)
        {
            await unitOfWork.ExecuteAsync(token => PutAsync(step, model, token), cancellationToken);
        }
    }

    private async Task<bool> PutAsync(RecipeStep step, NeedModel model, CancellationToken cancellationToken)
    {
        if (await db.Set<Need>().AnyAsync(need => need.Id == model.Id, cancellationToken))
        {
            return true;
        }

        if (await areas.FindAsync(model.AreaCode, cancellationToken) is null || (await settings.GetAsync<NeedSettings>(cancellationToken)).Categories.All(category => category.Code != model.Category))
        {
            throw step.Error($"need {model.Title.Zh}: there is no area {model.AreaCode} or no category {model.Category}");
        }

        var callId = model.Call is null ? (Guid?)null : await db.Set<Call>().Where(call => call.Slug == model.Call).Select(call => (Guid?)call.Id).SingleOrDefaultAsync(cancellationToken)
            ?? throw step.Error($"need {model.Title.Zh}: there is no call {model.Call}");
        var postedBy = model.PostedBy is null ? null : await users.FindByEmailAsync(model.PostedBy, cancellationToken) ?? throw step.Error($"there is no account {model.PostedBy}");
        var need = Need.Begin(
            model.Id,
            new NeedFacts(
                model.AreaCode, model.Category, model.Title, model.Who, model.People, model.Lacking, model.Evidence, model.Help,
                model.WishedByAfter is { } days ? time.Today.AddDays(days) : null, callId),
            postedBy?.Id);
        db.Add(need);
        foreach (var trigger in Path(step, model))
        {
            await FireAsync(step, need, trigger, model.Note, cancellationToken);
        }

        return true;
    }

    private async Task FireAsync(RecipeStep step, Need need, string trigger, string? note, CancellationToken cancellationToken)
    {
        var isLast = trigger is NeedProcess.Return or NeedProcess.Meet or NeedProcess.Close;
        if ((await door.FireAsync(NeedProcess.Table, need, trigger, expectedVersion: null, isLast ? note : null, cancellationToken)).Failure is { } failure)
        {
            throw step.Error($"need {need.Title.Zh}: {failure.Message}");
        }

        switch (trigger)
        {
            case NeedProcess.Publish:
                need.Published(await desk.NextSlugAsync(need, cancellationToken), clock.GetUtcNow().UtcDateTime);
                break;
            case NeedProcess.Return:
                need.Returned(note ?? string.Empty);
                break;
            case NeedProcess.Meet or NeedProcess.Close:
                need.Ended(note ?? string.Empty);
                break;
        }
    }

    private static string[] Path(RecipeStep step, NeedModel model) => model.State switch
    {
        NeedProcess.Draft when model.Note is not null => [NeedProcess.Submit, NeedProcess.Return],
        NeedProcess.Draft => [],
        NeedProcess.Submitted => [NeedProcess.Submit],
        NeedProcess.Published => [NeedProcess.Submit, NeedProcess.Publish],
        NeedProcess.Met => [NeedProcess.Submit, NeedProcess.Publish, NeedProcess.Meet],
        NeedProcess.Closed => [NeedProcess.Submit, NeedProcess.Publish, NeedProcess.Close],
        _ => throw step.Error($"need {model.Title.Zh}: there is no state {model.State}"),
    };
}
