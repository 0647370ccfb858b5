using Charity.Contents.Contracts;
using Charity.Funds.Contracts;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Recipes;

/// <summary>
/// <c>Funds</c>: funds with campaign, committee and news. A fund that is there gets the recipe's texts and keeps its state; a new one
/// is opened on the recipe's day and, when the recipe says so, closed on the day after its campaign.
/// </summary>
internal sealed class FundsStep(
    CharityDbContext db, UnitOfWork unitOfWork, FundShelf shelf, FundMoves moves, FundAccounts accounts, IAreas areas, ISettingsStore settings, SiteTime time, TimeProvider clock)
    : IRecipeStepHandler
{
    private const int Noon = 12;

    public string Name => "Funds";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var models = step.Read<FundsModel>().Funds;
        await settings.GetAsync<SiteSettings>(cancellationToken);
        for (var index = 0; index < models.Count; index++)
        {
            step.Progress($"{step.Recipe}: {Name}", index + 1, models.Count);
            await unitOfWork.ExecuteAsync(token => PutAsync(step, models[index], token), cancellationToken);
        }
    }

    private async Task<bool> PutAsync(RecipeStep step, FundModel model, CancellationToken cancellationToken)
    {
        var fund = await db.Set<Fund>().AsSplitQuery()
            .Include(f => f.Campaign).Include(f => f.Committee.OrderBy(member => member.Position)).Include(f => f.Uses)
            .FirstOrDefaultAsync(f => f.Slug == model.Slug, cancellationToken);
        if (MarkdownText.IsTooDeep(model.Story?.Zh) || MarkdownText.IsTooDeep(model.Story?.En))
        {
            throw step.Error($"fund {model.Slug}: quotes or lists of its story are nested too deeply to be shown");
        }

        var isNew = fund is null;
        fund ??= await CreateAsync(step, model, cancellationToken);
        Describe(fund, model);
        db.ChangeTracker.DetectChanges();
        if (!isNew && db.ChangeTracker.HasChanges())
        {
            fund.CountEdit();
        }

        if (isNew)
        {
            await MoveAsync(step, fund, model, cancellationToken);
        }

        unitOfWork.AfterCommit(shelf.Forget);
        Demand(step, model, await accounts.OpenSharedAsync(cancellationToken));
        Demand(step, model, await accounts.OpenForAsync(fund, cancellationToken));
        return true;
    }

    private async Task<Fund> CreateAsync(RecipeStep step, FundModel model, CancellationToken cancellationToken)
    {
        if (!Fund.IsSlug(model.Slug))
        {
            throw step.Error($"\"{model.Slug}\" is no address for a fund: it has lower-case letters, digits and hyphens");
        }

        if (await areas.FindAsync(model.AreaCode, cancellationToken) is null)
        {
            throw step.Error($"fund {model.Slug}: there is no area {model.AreaCode}");
        }

        var parent = model.ParentSlug is null
            ? null
            : await db.Set<Fund>().FirstOrDefaultAsync(fund => fund.Slug == model.ParentSlug, cancellationToken) ?? throw step.Error($"fund {model.Slug}: there is no fund {model.ParentSlug} before it");
        var fund = Fund.Create(model.Slug, model.Kind, model.AreaCode, parent?.Id, model.Name, clock);
        db.Add(fund);
        return fund;
    }

    private void Describe(Fund fund, FundModel model)
    {
        fund.Describe(new FundDescription(
            model.Name, model.Purpose, model.Summary, model.Story, model.Cover, model.CoverAlt, model.GoalMinor, model.PresetsMinor, model.LargeGiftConfirmMinor, model.FeeBornBy));
        fund.Seat([.. model.Committee.Select(seat => new CommitteeSeat(seat.Name, seat.Role, seat.Represents))], clock);
        if (model.Campaign is { } campaign)
        {
            fund.Plan(new CampaignDetails(
                campaign.FilingNumber,
                campaign.Title,
                campaign.StartsOn,
                campaign.EndsOn,
                campaign.Plan ?? CampaignPlan.Empty,
                campaign.Platform?.Name,
                campaign.Platform?.Url,
                [.. campaign.Partners.Select(partner => new CampaignPartner(partner.Name, partner.AssessedOn, partner.AgreementOn))]));
        }

        // What was told is known by its day and title; the managers' own news stays.
        foreach (var use in model.Uses)
        {
            var details = new UseDetails(use.On, use.Title, use.Text, use.AmountMinor);
            if (fund.Uses.FirstOrDefault(told => told.On == use.On && told.Title.Zh == use.Title.Zh) is { } known)
            {
                known.Describe(details);
            }
            else
            {
                fund.Tell(details, clock);
            }
        }
    }

    private async Task MoveAsync(RecipeStep step, Fund fund, FundModel model, CancellationToken cancellationToken)
    {
        if (model.Status == FundStatus.Draft)
        {
            return;
        }

        await MoveOnAsync(step, fund, model, FundProcess.OpenTrigger, model.OpenedOn ?? time.Today, cancellationToken);
        if (model.Status == FundStatus.Closed)
        {
            await MoveOnAsync(step, fund, model, FundProcess.CloseTrigger, model.Campaign?.EndsOn?.AddDays(1) ?? time.Today, cancellationToken);
        }
    }

    private async Task MoveOnAsync(RecipeStep step, Fund fund, FundModel model, string trigger, DateOnly day, CancellationToken cancellationToken)
    {
        using (SiteClock.At(new DateTimeOffset(time.Utc(day).AddHours(Noon), TimeSpan.Zero)))
        {
            Demand(step, model, await moves.FireAsync(fund, trigger, null, null, cancellationToken));
        }
    }

    private static void Demand(RecipeStep step, FundModel model, Result result)
    {
        if (result.Failure is { } failure)
        {
            throw step.Error($"fund {model.Slug}: {string.Join("; ", failure.Fields.Select(field => field.Code).DefaultIfEmpty(failure.Code))}");
        }
    }
}
