using Charity.Donations.Giving;
using Charity.Donations.Manage;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Offline;

/// <summary>Takes a gift of cash or by bank transfer in, for every form that money comes by; a second person confirms it.</summary>
internal sealed class OfflineIntake(CharityDbContext db, GiftScope scope, ISettingsStore settings, ICurrentUser user, FieldCipher cipher, SiteTime time, TimeProvider clock)
{
    /// <summary>Before any community fund there is.</summary>
    private static readonly DateOnly FirstDay = new(2000, 1, 1);

    /// <param name="request">Validated already.</param>
    /// <returns>The id of the entry.</returns>
    public async Task<Result<Guid>> EnterAsync(EnterOfflineGift request, CancellationToken cancellationToken)
    {
        if ((await scope.FundsAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == request.Fund) is not { } fund)
        {
            return Failure.NotFound("fund_not_mine", "There is no such fund among those you look after.");
        }

        var entered = Write(request, fund, request.FormId);
        await db.LockAsync("offline-gifts", cancellationToken);
        while (await FindAsync(entered.Id, cancellationToken) is { } before)
        {
            if (before.IsSameGiftAs(entered) && before.State != OfflineGiftProcess.IsDeclined)
            {
                return before.Id;
            }

            // Back to the form, with the next donor in it, or with a gift that was declined: another one, but still one however often it is sent.
            entered = Write(request, fund, entered.IdOfNextEntry());
        }

        if (await RefusalAsync(request, fund, entered.BankReference, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        db.Add(entered);
        return entered.Id;
    }

    private Task<OfflineGift?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Set<OfflineGift>().AsNoTracking().FirstOrDefaultAsync(gift => gift.Id == id, cancellationToken);

    private async Task<Failure?> RefusalAsync(EnterOfflineGift request, FundSummary fund, string? bankReference, CancellationToken cancellationToken)
    {
        if (!fund.AcceptsGifts)
        {
            return Failure.Field(nameof(request.Fund), "fund_closed_offline", "This fund does not accept gifts at present. Choose another one, with the donor's consent.");
        }

        var rules = await settings.GetAsync<GivingSettings>(cancellationToken);
        if (AmountRules.Refusal(nameof(request.Amount), request.Amount.Minor!.Value, fund.Currency, rules) is { } wrongAmount)
        {
            return wrongAmount;
        }

        if (request.ReceivedOn > time.Today)
        {
            return Failure.Field(nameof(request.ReceivedOn), "day_in_future", "The day of a gift that was received cannot lie in the future.");
        }

        if (request.ReceivedOn < EarliestDay(fund))
        {
            return Failure.Field(
                nameof(request.ReceivedOn), "day_too_early", "This fund cannot have received a gift before {0}. Check the year. If the day is right, ask an administrator which fund the gift belongs to.",
                DayWords.Of(EarliestDay(fund)));
        }

        return bankReference is not null && await db.Set<OfflineGift>().AnyAsync(gift => gift.BankReference == bankReference && gift.State != OfflineGiftProcess.IsDeclined, cancellationToken)
            ? Failure.Field(nameof(request.BankReference), "bank_reference_taken", "A gift with this number of the bank has been entered already.")
            : null;
    }

    /// <summary>
    /// What neighbours collect towards a new fund comes in up to a year before it opens; an earlier day is a slip of the year, and
    /// the journal and the year's receipt numbers would keep it for ever.
    /// </summary>
    private static DateOnly EarliestDay(FundSummary fund)
    {
        var beforeOpening = fund.OpenedOn is { Year: > 1 } opened ? opened.AddYears(-1) : FirstDay;
        return beforeOpening > FirstDay ? beforeOpening : FirstDay;
    }

    private OfflineGift Write(EnterOfflineGift request, FundSummary fund, Guid id)
    {
        var isCash = request.Source == GiftSource.Cash;
        var email = DonorEmail.Clean(request.DonorEmail);
        var facts = new OfflineGiftFacts(
            fund.Id, request.Source!.Value, request.Amount.Minor!.Value, fund.Currency, request.ReceivedOn!.Value, PlainText.Clean(request.DonorName), email, request.Anonymous,
            isCash ? PlainText.Clean(request.FirstWitness) : null, isCash ? PlainText.Clean(request.SecondWitness) : null, isCash ? null : PlainText.Clean(request.BankReference), request.NoReceipt);
        return OfflineGift.Enter(id, facts, email is null ? null : DonorEmail.Fingerprint(cipher, email), user.Id, user.Name, clock.GetUtcNow());
    }
}
