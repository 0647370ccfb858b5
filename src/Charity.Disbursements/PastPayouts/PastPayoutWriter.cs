using Charity.Disbursements.Batches;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.PastPayouts;

/// <summary>Writes rows of earlier years into the books, in the caller's transaction. What is there already is left as it is.</summary>
internal sealed class PastPayoutWriter(CharityDbContext db, ILedger ledger, IStringLocalizer texts, SiteTime time, TimeProvider clock)
{
    public async Task<Result<ImportedPayouts>> WriteAsync(IReadOnlyList<PastRow> rows, string byName, CancellationToken cancellationToken)
    {
        await db.LockAsync("past-payouts", cancellationToken);
        var known = await db.Set<PastPayout>().ToDictionaryAsync(payout => payout.Id, cancellationToken);
        var differing = rows.Where(row => known.TryGetValue(row.Id, out var payout) && !payout.Says(row))
            .Select(row => new PastProblem(row.Row, Failure.Conflict("row_differs", "This project was taken over before with other figures. What is in the books is corrected there."))).ToList();
        if (differing.Count > 0)
        {
            return PastFailures.Refused(differing, texts);
        }

        var numbers = known.Values.GroupBy(payout => payout.Year).ToDictionary(group => group.Key, group => group.Max(payout => payout.Number));
        var added = new List<PastPayout>();
        foreach (var row in rows.Where(row => !known.ContainsKey(row.Id)))
        {
            numbers[row.Year] = numbers.GetValueOrDefault(row.Year) + 1;
            added.Add(PastPayout.Of(row, numbers[row.Year], byName, clock.GetUtcNow()));
        }

        db.AddRange(added);
        await db.SaveGroupAsync(cancellationToken);
        return await BookAsync(added, cancellationToken) is { } unbooked ? unbooked : new ImportedPayouts(added.Count, rows.Count - added.Count);
    }

    private async Task<Failure?> BookAsync(IReadOnlyList<PastPayout> added, CancellationToken cancellationToken)
    {
        var accounts = added.Select(payout => payout.Year).Distinct().Select(year => new AccountDraft(
            AvailableOf(year), AccountType.NetAssets, Money.Yuan, "Received in {0}, before this site kept the books", FormattableString.Invariant($"{year}"), MayNotGoNegative: true)).ToList();
        var opened = accounts.Count == 0 ? Result.Ok : await ledger.OpenAccountsAsync(accounts, cancellationToken);
        return opened.Failure ?? (await ledger.PostAsync([.. added.SelectMany(EntriesOf)], cancellationToken)).Failure;
    }

    private IEnumerable<EntryDraft> EntriesOf(PastPayout payout)
    {
        var (bank, available) = (AccountCodes.Bank(PaymentBooking.PayingAccount), AvailableOf(payout.Year));
        var lastDay = new DateOnly(payout.Year, 12, 31);
        var day = lastDay < time.Today ? lastDay : time.Today;
        if (payout.ReceivedMinor > 0)
        {
            yield return new EntryDraft(DerivedId.Of("past-received", payout.Id.ToString("N")), EntryKinds.PastReceipt, $"past:{payout.Code}", day, [new PostingDraft(bank, available, payout.ReceivedMinor)]);
        }

        if (payout.PaidMinor > 0)
        {
            yield return new EntryDraft(DerivedId.Of("past-paid", payout.Id.ToString("N")), EntryKinds.PastPayment, $"past:{payout.Code}", day, [new PostingDraft(available, bank, payout.PaidMinor)]);
        }
    }

    private static string AvailableOf(int year) => FormattableString.Invariant($"past:{year}:received");
}

internal static class PastFailures
{
    private const int MostProblems = 20;

    public static Failure Refused(IReadOnlyList<PastProblem> problems, IStringLocalizer texts) => Failure.Field("File", "list_does_not_fit", "Nothing was taken over, because {0} rows do not fit: {1}", problems.Count,
        string.Join(" ", problems.Take(MostProblems).Select(problem => texts["Row {0}: {1}", problem.Row, texts.Say(problem.Reason)].Value)));
}
