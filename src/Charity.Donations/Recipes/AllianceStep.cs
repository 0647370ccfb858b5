using Charity.Donations.Alliance;
using Charity.Donations.Giving;
using Charity.Donations.Offline;
using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Localization;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Recipes;

internal sealed record AllianceModel(IReadOnlyList<MerchantModel> Merchants);

/// <param name="Id">Fixed in the recipe: a merchant that is there stays as it is.</param>
/// <param name="Rate">Minor units for each sale, or basis points of the turnover.</param>
/// <param name="State">How far it has come: Applied, Active or Left.</param>
/// <param name="JoinedMonthsAgo">Its pledge begins on the first of that month.</param>
/// <param name="Sold">The sales or the turnover of the months that have ended, the last one last; a missing month is late.</param>
/// <param name="PaidMonths">For how many of them, from the first, the money has come.</param>
internal sealed record MerchantModel(
    Guid Id, string Slug, LocalizedText Name, MerchantCategory Category, LocalizedText Address, string AreaCode, string Fund, PledgeKind Pledge, int Rate, string Contact, string Telephone, string Email,
    string State = MerchantProcess.Active, int JoinedMonthsAgo = 3, IReadOnlyList<long>? Sold = null, int PaidMonths = 0);

/// <summary><c>Alliance</c>: merchants with their months. What came from them goes into the books the way every offline gift goes.</summary>
internal sealed class AllianceStep(
    CharityDbContext db, UnitOfWork unitOfWork, AllianceDesk desk, OfflineBooking booking, IWorkflowDoor door, IFunds funds, IAreas areas, IUserDirectory users, FieldCipher cipher, SiteTime time,
    TimeProvider clock) : IRecipeStepHandler
{
    private const int DayOfTheMoney = 12;

    public string Name => "Alliance";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        foreach (var model in step.Read<AllianceModel>().Merchants)
        {
            if (!await db.Set<Merchant>().AnyAsync(merchant => merchant.Id == model.Id, cancellationToken))
            {
                await unitOfWork.ExecuteAsync(token => PutAsync(step, model, token), cancellationToken);
            }
        }
    }

    private async Task<bool> PutAsync(RecipeStep step, MerchantModel model, CancellationToken cancellationToken)
    {
        var fund = await funds.FindAsync(model.Fund, cancellationToken) ?? throw step.Error($"merchant {model.Slug}: there is no fund {model.Fund} before it");
        if (await areas.FindAsync(model.AreaCode, cancellationToken) is null)
        {
            throw step.Error($"merchant {model.Slug}: there is no area {model.AreaCode}");
        }

        var merchant = Merchant.Apply(
            model.Id, model.Slug, new MerchantFacts(model.Name, model.Category, model.Address, model.AreaCode, fund.Id, new Pledge(model.Pledge, model.Rate)),
            new MerchantContact(model.Contact, model.Telephone, model.Email), DonorEmail.Fingerprint(cipher, model.Email), "zh-CN", clock.GetUtcNow());
        db.Add(merchant);
        if (model.State == MerchantProcess.Applied)
        {
            return true;
        }

        Demand(step, model, await door.FireAsync(MerchantProcess.Table, merchant, MerchantProcess.Admit, expectedVersion: null, null, cancellationToken));
        var first = desk.LastMonth.AddMonths(1 - model.JoinedMonthsAgo);
        merchant.Joined(first);
        merchant.Asked(desk.LastMonth);
        await SettleAsync(step, model, merchant, fund, first, cancellationToken);
        if (model.State == MerchantProcess.Left)
        {
            Demand(step, model, await door.FireAsync(MerchantProcess.Table, merchant, MerchantProcess.Leave, expectedVersion: null, null, cancellationToken));
            merchant.Ended(first.AddMonths(model.Sold?.Count ?? 0).AddDays(-1));
        }

        return true;
    }

    private async Task SettleAsync(RecipeStep step, MerchantModel model, Merchant merchant, FundSummary fund, DateOnly first, CancellationToken cancellationToken)
    {
        var sold = model.Sold ?? [];
        for (var index = 0; index < sold.Count; index++)
        {
            var month = first.AddMonths(index);
            using var _ = SiteClock.At(new DateTimeOffset(time.Utc(month.AddMonths(1).AddDays(2)).AddHours(2), TimeSpan.Zero));
            var settlement = Settlement.Tell(merchant, month, 1, sold[index], null, month.AddMonths(1).AddDays(DayOfTheMoney + 5), new Teller(null, null), clock.GetUtcNow());
            db.Add(settlement);
            if (index < model.PaidMonths)
            {
                await ReceiveAsync(step, model, merchant, settlement, fund, cancellationToken);
            }
        }
    }

    private async Task ReceiveAsync(RecipeStep step, MerchantModel model, Merchant merchant, Settlement settlement, FundSummary fund, CancellationToken cancellationToken)
    {
        var confirming = (await users.HoldersAsync(Permissions.ConfirmOfflineGifts, cancellationToken)) is [var first, ..] ? first : null;
        var entering = (await users.HoldersAsync(Permissions.EnterOfflineGifts, cancellationToken)).FirstOrDefault(user => user.Id != confirming?.Id);
        if (confirming is null || entering is null)
        {
            return;
        }

        var day = settlement.Month.AddMonths(1).AddDays(DayOfTheMoney - 1);
        using var _ = SiteClock.At(new DateTimeOffset(time.Utc(day).AddHours(3), TimeSpan.Zero));
        using var reader = ReadersCulture.Use("zh-CN");
        var now = clock.GetUtcNow();
        var facts = new OfflineGiftFacts(
            fund.Id, GiftSource.Bank, settlement.AmountMinor, fund.Currency, day, merchant.Name.Zh, DonorEmail: null, IsAnonymous: false, null, null,
            $"DEMO-{Settlement.ReferenceOf(merchant.Slug, settlement.Month)}", ReceiptWaived: false);
        var gift = OfflineGift.Enter(DerivedId.Of("merchant-settlement", settlement.Id.ToString("N")), facts, emailHash: null, entering.Id, entering.Name, now);
        db.Add(gift);
        settlement.Entered(gift.Id);

        // The booking looks for the settlement it settles in the database.
        await db.SaveChangesAsync(cancellationToken);
        if ((await booking.ConfirmAsync(gift, fund, version: null, confirming.Id, confirming.Name, cancellationToken)).Failure is { } failure)
        {
            throw step.Error($"merchant {model.Slug}: {failure.Code}");
        }
    }

    private static void Demand(RecipeStep step, MerchantModel model, Result result)
    {
        if (result.Failure is { } failure)
        {
            throw step.Error($"merchant {model.Slug}: {failure.Code}");
        }
    }
}
