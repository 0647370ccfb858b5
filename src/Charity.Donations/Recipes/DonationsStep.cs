using Charity.Donations.Giving;
using Charity.Donations.Offline;
using Charity.Funds.Contracts;
using Charity.Payments.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Localization;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Donations.Recipes;

/// <summary>
/// <c>Donations</c>: demonstration gifts, drawn from a seed and relived in the order of time. They go the way every gift goes: the
/// form's command, the payment page, the provider's signed event, the books. Gifts that are there already are left alone.
/// </summary>
internal sealed class DonationsStep(IServiceScopeFactory scopes, IFunds funds, CharityDbContext db, TimeProvider clock) : IRecipeStepHandler
{
    /// <summary>Messages younger than this are left to the moderators.</summary>
    private static readonly TimeSpan StillToRead = TimeSpan.FromDays(10);

    public string Name => "Donations";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var model = step.Read<DonationsModel>();
        if (model.DonorNames.Count == 0 || model.AmountsMinor.Count == 0 || (model.MessageShare > 0 && model.Messages.Count == 0))
        {
            throw step.Error("DonorNames, AmountsMinor and Messages must not be empty");
        }

        var now = clock.GetUtcNow();
        var openNow = (await funds.AllAsync(cancellationToken)).Where(fund => fund.AcceptsGifts).Select(fund => fund.Id).ToHashSet();
        var plan = PlannedGift.All(model, now);
        var there = await ThereAsync([.. plan.Select(gift => gift.FormId)], cancellationToken);
        for (var done = 0; done < plan.Count; done++)
        {
            if (!there.Contains(plan[done].FormId))
            {
                using var _ = SiteClock.At(plan[done].At);
                await GiveAsync(plan[done], openNow, now, cancellationToken);
            }

            step.Progress("Donations", done + 1, plan.Count);
        }
    }

    private async Task<HashSet<Guid>> ThereAsync(Guid[] formIds, CancellationToken cancellationToken)
    {
        var given = await db.Set<Donation>().Where(gift => EF.Parameter(formIds).Contains(gift.FormId)).Select(gift => gift.FormId).ToListAsync(cancellationToken);
        var entered = await db.Set<OfflineGift>().Where(gift => EF.Parameter(formIds).Contains(gift.Id)).Select(gift => gift.Id).ToListAsync(cancellationToken);
        return [.. given, .. entered];
    }

    private async Task GiveAsync(PlannedGift gift, IReadOnlySet<Guid> openNow, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var openThen = (await funds.AllAsync(cancellationToken)).Where(fund => fund.AcceptsGifts).ToList();
        if (gift.Fund(openThen, openNow) is not { } fund)
        {
            return;
        }

        await using var scope = scopes.CreateSystemScope("recipe");
        await (gift.End == PlannedEnd.Offline
            ? new RelivedOfflineGift(scope.ServiceProvider).EnterAndConfirmAsync(gift, fund, cancellationToken)
            : OnlineAsync(scope.ServiceProvider, gift, fund, now, cancellationToken));
    }

    private static async Task OnlineAsync(IServiceProvider services, PlannedGift gift, FundSummary fund, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var mediator = services.GetRequiredService<IMediator>();
        using var reader = ReadersCulture.Use("zh-CN");
        var given = Demand(await mediator.Send(
            new GiveDonation(
                gift.FormId, fund.Slug, new AmountParse(gift.AmountMinor, null), GiveDonation.Once, gift.Name, gift.Anonymous, gift.Message?.Text, gift.Giver,
                CoverFee: gift.Index % 5 == 0, NoReceipt: false, ConfirmedMinor: gift.AmountMinor),
            cancellationToken));
        if (gift.End == PlannedEnd.LeftUnpaid)
        {
            Demand(await mediator.Send(new OpenPayment(given.Token), cancellationToken));
            return;
        }

        await services.GetRequiredService<ISandbox>().PayAsync(given.CheckoutId!.Value, gift.End == PlannedEnd.Expired ? SandboxOutcome.Expire : SandboxOutcome.Succeed, cancellationToken);
        await services.GetRequiredService<IPaymentEvents>().ProcessWaitingAsync(cancellationToken);
        if (gift.End == PlannedEnd.Paid)
        {
            await FinishAsync(services, gift, given.Id, now, cancellationToken);
        }
    }

    /// <summary>What people do afterwards: read the message, and find the gift in one's account.</summary>
    private static async Task FinishAsync(IServiceProvider services, PlannedGift gift, Guid donationId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isRead = gift.Message is not null && gift.At < now - StillToRead;
        var giver = gift.Giver is { } address ? await services.GetRequiredService<IUserDirectory>().FindByEmailAsync(address, cancellationToken) : null;
        if (!isRead && giver is null)
        {
            return;
        }

        var db = services.GetRequiredService<CharityDbContext>();
        db.ChangeTracker.Clear();
        await services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                var donation = await db.Set<Donation>().FirstAsync(d => d.Id == donationId, token);
                if (isRead)
                {
                    donation.Moderate(gift.Message!.Approved);
                }

                if (giver is not null)
                {
                    donation.BelongTo(giver.Id);
                }

                return true;
            },
            cancellationToken);
    }

    private static T Demand<T>(Result<T> result) => result.Failure is { } failure ? throw new RecipeException($"A demonstration gift was refused: {failure.Code}.") : result.Value;
}
