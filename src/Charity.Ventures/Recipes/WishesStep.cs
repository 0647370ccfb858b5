using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Needs;
using Charity.Ventures.Wishes;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Recipes;

internal sealed record WishesModel(string Contact, string Handover, IReadOnlyList<WishModel> Wishes);

/// <param name="Id">Fixed in the recipe: a wish that is there is the community's and stays as it is.</param>
/// <param name="WishedByAfter">Days from the day the recipe runs.</param>
/// <param name="PostedBy">The worker's e-mail address.</param>
/// <param name="Note">Why it was returned or closed, or the sentence about how it went.</param>
/// <param name="ClaimedBy">The e-mail address of whoever took it on, for wishes that are taken on or fulfilled.</param>
/// <param name="ShownName">Null for nobody's name.</param>
/// <param name="Photo">A picture beside the recipe that shows a fulfilled wish.</param>
/// <param name="DaysAgo">How many days ago it was fulfilled.</param>
internal sealed record WishModel(
    Guid Id, string AreaCode, LocalizedText Who, LocalizedText What, long ValueMinor, string State, LocalizedText? Why = null, int? WishedByAfter = null, string? PostedBy = null,
    string? Note = null, string? ClaimedBy = null, string? ShownName = null, string? Photo = null, int DaysAgo = 0);

/// <summary><c>Wishes</c>: micro-wishes in the states named.</summary>
internal sealed class WishesStep(
    CharityDbContext db, UnitOfWork unitOfWork, WishDesk desk, IAttachments attachments, IWorkflowDoor door, IAreas areas, IUserDirectory users, RecipesFolder recipes, SiteTime time, TimeProvider clock)
    : IRecipeStepHandler
{
    public string Name => "Wishes";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var model = step.Read<WishesModel>();
        foreach (var wish in model.Wishes)
        {
            if (await db.Set<Wish>().AnyAsync(other => other.Id == wish.Id, cancellationToken))
            {
                continue;
            }

            // A file is received outside of any transaction, so its wish follows it.
            var photo = wish.Photo is null ? (Guid?)null : await StoreAsync(step, wish, cancellationToken);
            await unitOfWork.ExecuteAsync(token => PutAsync(step, model, wish, photo, token), cancellationToken);
        }
    }

    private async Task<Guid> StoreAsync(RecipeStep step, WishModel model, CancellationToken cancellationToken)
    {
        await using var content = File.OpenRead(step.FilePath(model.Photo!, recipes.Path));
        var stored = await attachments.StoreAsync(
            new AttachmentUpload(Wish.FilesOf(model.Id), EvidencePurpose.Photo, Path.GetFileName(model.Photo!), content), cancellationToken);
        return stored.Failure is { } failure ? throw step.Error($"wish {model.What.Zh}: {failure.Message}") : stored.Value.Id;
    }

    private async Task<bool> PutAsync(RecipeStep step, WishesModel all, WishModel model, Guid? photo, CancellationToken cancellationToken)
    {
        if (await areas.FindAsync(model.AreaCode, cancellationToken) is null)
        {
            throw step.Error($"wish {model.What.Zh}: there is no area {model.AreaCode}");
        }

        var wish = Wish.Begin(
            model.Id,
            new WishFacts(
                model.AreaCode, model.Who, model.What, model.Why, model.ValueMinor, Money.Yuan, model.WishedByAfter is { } days ? time.Today.AddDays(days) : null, all.Contact, all.Handover),
            (await PersonAsync(step, model.PostedBy, cancellationToken))?.Id);
        db.Add(wish);
        foreach (var trigger in TriggersTo(step, model))
        {
            var isTold = trigger is WishProcess.Return or WishProcess.Close;
            if ((await door.FireAsync(WishProcess.Table, wish, trigger, expectedVersion: null, isTold ? model.Note : null, cancellationToken)).Failure is { } failure)
            {
                throw step.Error($"wish {model.What.Zh}: {failure.Message}");
            }

            await FollowAsync(step, wish, trigger, model, photo, cancellationToken);
        }

        return true;
    }

    private async Task FollowAsync(RecipeStep step, Wish wish, string trigger, WishModel model, Guid? photo, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().AddDays(-model.DaysAgo);
        switch (trigger)
        {
            case WishProcess.Publish:
                wish.Published(await desk.NextSlugAsync(wish, cancellationToken), now.UtcDateTime);
                break;
            case WishProcess.Return:
                wish.Returned(model.Note ?? string.Empty);
                break;
            case WishProcess.Close:
                wish.Closed(model.Note ?? string.Empty);
                break;
            case WishProcess.Claim:
                var claimer = await PersonAsync(step, model.ClaimedBy, cancellationToken) ?? throw step.Error($"wish {model.What.Zh}: ClaimedBy is missing");
                var claim = WishClaim.Of(wish.Id, new Claimer(claimer.Id, null, model.ShownName, claimer.Email), time.Utc(time.Today.AddDays(new WishSettings().DaysToFulfil)), now);
                wish.Claimed(claim);
                db.Add(claim);
                break;
            case WishProcess.Fulfil:
                wish.Fulfilled(model.Note ?? string.Empty, photo, now.UtcDateTime);
                wish.OpenClaim!.End(ClaimOutcome.Fulfilled, now.UtcDateTime);
                await desk.CountAsync(wish, time.DayOf(now.UtcDateTime).Year, cancellationToken);
                break;
        }
    }

    private async Task<UserSummary?> PersonAsync(RecipeStep step, string? email, CancellationToken cancellationToken) =>
        email is null ? null : await users.FindByEmailAsync(email, cancellationToken) ?? throw step.Error($"there is no account {email}");

    private static string[] TriggersTo(RecipeStep step, WishModel model) => model.State switch
    {
        WishProcess.Draft when model.Note is not null => [WishProcess.Submit, WishProcess.Return],
        WishProcess.Draft => [],
        WishProcess.Submitted => [WishProcess.Submit],
        WishProcess.Open => [WishProcess.Submit, WishProcess.Publish],
        WishProcess.Closed => [WishProcess.Submit, WishProcess.Publish, WishProcess.Close],
        WishProcess.Claimed => [WishProcess.Submit, WishProcess.Publish, WishProcess.Claim],
        WishProcess.Fulfilled => [WishProcess.Submit, WishProcess.Publish, WishProcess.Claim, WishProcess.Fulfil],
        _ => throw step.Error($"wish {model.What.Zh}: there is no state {model.State}"),
    };
}
