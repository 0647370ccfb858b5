using Charity.Donations.Giving;
using Charity.Donations.Offline;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Localization;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Users.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Donations.Recipes;

/// <summary>A demonstration gift of cash or by bank transfer: one account enters it, another one confirms it. The system acts in their names.</summary>
internal sealed class RelivedOfflineGift(IServiceProvider services)
{
    public async Task EnterAndConfirmAsync(PlannedGift gift, FundSummary fund, CancellationToken cancellationToken)
    {
        var directory = services.GetRequiredService<IUserDirectory>();
        var confirming = (await directory.HoldersAsync(Permissions.ConfirmOfflineGifts, cancellationToken)) is [var first, ..] ? first : null;
        var entering = (await directory.HoldersAsync(Permissions.EnterOfflineGifts, cancellationToken)).FirstOrDefault(user => user.Id != confirming?.Id);
        if (confirming is null || entering is null)
        {
            return;
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var isCash = gift.Index % 2 == 0;
        var facts = new OfflineGiftFacts(
            fund.Id, isCash ? GiftSource.Cash : GiftSource.Bank, gift.AmountMinor, fund.Currency, services.GetRequiredService<SiteTime>().DayOf(now.UtcDateTime), gift.Name ?? string.Empty,
            DonorEmail: null, gift.Anonymous, isCash ? entering.Name : null, isCash ? confirming.Name : null, isCash ? null : $"DEMO{gift.Index:000000}", ReceiptWaived: false);
        var entered = OfflineGift.Enter(gift.FormId, facts, emailHash: null, entering.Id, entering.Name, now);
        var db = services.GetRequiredService<CharityDbContext>();
        using var reader = ReadersCulture.Use("zh-CN");
        var confirmed = await services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            token =>
            {
                db.Add(entered);
                return services.GetRequiredService<OfflineBooking>().ConfirmAsync(entered, fund, version: null, confirming.Id, confirming.Name, token);
            },
            result => result.Succeeded,
            cancellationToken);
        if (confirmed.Failure is { } failure)
        {
            throw new RecipeException($"A demonstration gift was refused: {failure.Code}.");
        }
    }
}
