using System.Globalization;
using Charity.Donations.Offline;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Alliance;

/// <summary>Writes down what a merchant sold in a month, for the office and for the merchant alike, and tells the merchant what it owes.</summary>
internal sealed class SettlementWriter(CharityDbContext db, AllianceDesk desk, MerchantMails mails, ISettingsStore settings, SiteTime time, TimeProvider clock)
{
    /// <param name="merchant">Taken: its lock is held.</param>
    /// <param name="number">The number of the row that was looked at; 0 when there was none.</param>
    /// <param name="reason">Why the earlier row was wrong; null for the first.</param>
    public async Task<Result> WriteAsync(Merchant merchant, DateOnly month, int number, long basis, string? reason, Teller teller, CancellationToken cancellationToken)
    {
        if (month.Day != 1 || month > desk.LastMonth || !merchant.PledgedIn(month))
        {
            return Failure.Field("Month", "month_not_pledged", "Only a month that is over and lies in the time of the pledge can be settled.");
        }

        var before = await db.Set<Settlement>().SingleOrDefaultAsync(settlement => settlement.MerchantId == merchant.Id && settlement.Month == month && settlement.IsCurrent, cancellationToken);
        if ((before?.Number ?? 0) != number)
        {
            return before is null || number > 0 ? AllianceFailures.ChangedMeanwhile : Failure.Conflict("month_told", "The sales of this month have been told already. The office corrects them if they are wrong.");
        }

        if (await IsPaidAsync(before, cancellationToken))
        {
            return Failure.Conflict("month_paid", "The money for this month has come. Put the difference into the next month.");
        }

        before?.Replace();
        var due = time.Today.AddDays((await settings.GetAsync<AllianceSettings>(cancellationToken)).DaysToPay);
        var settlement = Settlement.Tell(merchant, month, number + 1, basis, reason, due, teller, clock.GetUtcNow());
        db.Add(settlement);
        await mails.OweAsync(merchant, settlement, cancellationToken);
        return Result.Ok;
    }

    /// <summary>The number of sales, or the turnover in minor units; null for what is neither.</summary>
    public static long? Read(PledgeKind kind, string? typed) => kind == PledgeKind.Turnover
        ? AmountParser.Parse(typed, Money.Yuan).Minor
        : long.TryParse(HalfWidth.Of(typed ?? string.Empty).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var sales) && sales <= Pledge.MostSales ? sales : null;

    public static Failure Unread(PledgeKind kind) => kind == PledgeKind.Turnover
        ? Failure.Field("Basis", "turnover_wrong", "Please type the turnover as a plain amount, like 12345.60.")
        : Failure.Field("Basis", "sales_wrong", "Please type the number of sales, up to {0}.", Pledge.MostSales);

    private async Task<bool> IsPaidAsync(Settlement? settlement, CancellationToken cancellationToken) =>
        settlement?.OfflineGiftId is { } gift && await db.Set<OfflineGift>().AnyAsync(entered => entered.Id == gift && entered.State != OfflineGiftProcess.IsDeclined, cancellationToken);
}
