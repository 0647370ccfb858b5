using System.Globalization;
using System.Runtime.CompilerServices;
using Charity.Donations.Booking;
using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Verification;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Verification;

/// <summary>
/// Gifts = entries: every gift whose money arrived has exactly its entry, with its amount and its fund, and every such entry has its
/// gift. Receipt numbers are dense. No payment is under way for longer than three days.
/// </summary>
internal sealed class GiftsEqualEntries(CharityDbContext db, ILedgerReader ledger, IFunds funds, TimeProvider clock) : IVerification
{
    private const string EntryRule = "gift-entry", DecisionRule = "gift-decision", CountRule = "gifts-counted", ReceiptRule = "receipt-numbers", StuckRule = "gift-stuck";
    private const int Batch = 500;

    public string Name => "Gifts equal their entries";

    public async IAsyncEnumerable<Finding> VerifyAsync(ReportProgress progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var slugs = (await funds.AllAsync(cancellationToken)).ToDictionary(fund => fund.Id, fund => fund.Slug);
        var undecided = new HashSet<Guid>();
        var matched = 0L;
        Finding? wrong = null;
        foreach (var kind in (string[])[EntryKinds.Gift, EntryKinds.OfflineGift])
        {
            await foreach (var (entry, gift) in PairsAsync(kind, cancellationToken))
            {
                wrong ??= Compare(entry, gift, slugs, undecided);
                progress(Name, ++matched, null);
            }
        }

        if (wrong is not null)
        {
            yield return wrong;
        }

        if (await CompareDecisionsAsync(slugs, undecided, cancellationToken) is { } wrongDecision)
        {
            yield return wrongDecision;
        }

        if (await CompareCountAsync(matched, cancellationToken) is { } wrongCount)
        {
            yield return wrongCount;
        }

        if (await CompareReceiptsAsync(cancellationToken) is { } wrongReceipt)
        {
            yield return wrongReceipt;
        }

        if (await StuckAsync(cancellationToken) is { } stuck)
        {
            yield return stuck;
        }
    }

    private async IAsyncEnumerable<(LedgerEntry Entry, Donation? Gift)> PairsAsync(string kind, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entries in ledger.ExportAsync(new EntrySearch { Kind = kind, OldestFirst = true }, cancellationToken).Chunk(Batch).WithCancellation(cancellationToken))
        {
            var ids = entries.Select(entry => Donation.IdOf(entry.Reference)).OfType<Guid>().ToArray();
            var gifts = await db.Set<Donation>().AsNoTracking().Where(gift => EF.Parameter(ids).Contains(gift.Id)).ToDictionaryAsync(gift => gift.Id, cancellationToken);
            foreach (var entry in entries)
            {
                yield return (entry, Donation.IdOf(entry.Reference) is { } id ? gifts.GetValueOrDefault(id) : null);
            }
        }
    }

    /// <summary>The entry of one gift. Notes it as undecided when its money was put apart.</summary>
    private static Finding? Compare(LedgerEntry entry, Donation? gift, Dictionary<Guid, string> slugs, HashSet<Guid> undecided)
    {
        var where = $"entry {entry.Number}, {entry.Reference}";
        if (gift is null || gift.EntryId != entry.Id || !gift.HasMoney)
        {
            return new Finding(EntryRule, where, "the gift that was paid with this entry", gift is null ? "no gift" : $"a gift {gift.State} with entry {gift.EntryId:D}");
        }

        if (entry.Postings is not [var posting])
        {
            return new Finding(EntryRule, where, "one posting", $"{entry.Postings.Count}");
        }

        var isApart = posting.Credit.Code == AccountCodes.UndecidedGifts;
        if (isApart)
        {
            undecided.Add(gift.Id);
        }

        var account = isApart ? AccountCodes.UndecidedGifts : AccountCodes.FundAvailable(slugs.GetValueOrDefault(gift.FundId) ?? "?");
        return posting.AmountMinor != gift.AmountMinor || posting.Credit.Code != account || posting.Currency != gift.Currency
            ? new Finding(EntryRule, where, $"{gift.AmountMinor} {gift.Currency} for {account}", $"{posting.AmountMinor} {posting.Currency} for {posting.Credit.Code}")
            : null;
    }

    /// <summary>What was put apart and is booked by now has been given to its fund, once and wholly.</summary>
    private async Task<Finding?> CompareDecisionsAsync(Dictionary<Guid, string> slugs, HashSet<Guid> undecided, CancellationToken cancellationToken)
    {
        await foreach (var (entry, gift) in PairsAsync(EntryKinds.DecidedGift, cancellationToken))
        {
            var isRight = gift is not null && undecided.Remove(gift.Id) && gift.State == DonationProcess.Paid && entry.Id == GiftEntries.DecidedEntryId(gift)
                && entry.Postings is [var posting] && posting.AmountMinor == gift.AmountMinor && posting.Debit.Code == AccountCodes.UndecidedGifts
                && posting.Credit.Code == AccountCodes.FundAvailable(slugs.GetValueOrDefault(gift.FundId) ?? "?");
            if (!isRight)
            {
                return new Finding(DecisionRule, $"entry {entry.Number}, {entry.Reference}", "the decision about a gift that was put apart", gift is null ? "no gift" : $"a gift {gift.State}");
            }
        }

        foreach (var ids in undecided.Chunk(Batch))
        {
            if (await db.Set<Donation>().AsNoTracking().FirstOrDefaultAsync(gift => EF.Parameter(ids).Contains(gift.Id) && gift.State != DonationProcess.Held, cancellationToken) is { } lost)
            {
                return new Finding(DecisionRule, lost.Reference, "held, or given to a fund by an entry", lost.State);
            }
        }

        return null;
    }

    /// <summary>Each entry has its gift, so equal numbers mean that each gift has its entry.</summary>
    private async Task<Finding?> CompareCountAsync(long entries, CancellationToken cancellationToken)
    {
        var gifts = await db.Set<Donation>().LongCountAsync(gift => gift.PaidUtc != null, cancellationToken);
        if (gifts == entries)
        {
            return null;
        }

        // By pages: the question about the entry needs the connection for itself.
        var after = Guid.Empty;
        while (await PaidAsync(after, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var (id, entryId) in page)
            {
                if (await ledger.EntryAsync(entryId, cancellationToken) is null)
                {
                    return new Finding(CountRule, Donation.ReferenceOf(id), $"entry {entryId:D}", "no entry");
                }
            }

            after = page[^1].Id;
        }

        return new Finding(CountRule, "all gifts", $"{gifts} entries", $"{entries} entries");
    }

    private Task<List<PaidGift>> PaidAsync(Guid after, CancellationToken cancellationToken) => db.Set<Donation>()
        .Where(gift => gift.PaidUtc != null && gift.Id > after)
        .OrderBy(gift => gift.Id)
        .Select(gift => new PaidGift(gift.Id, gift.EntryId))
        .Take(Batch)
        .ToListAsync(cancellationToken);

    private sealed record PaidGift(Guid Id, Guid EntryId);

    /// <summary>The numbers of a year are unique (the database sees to it), as many as were given out, and none is larger.</summary>
    private async Task<Finding?> CompareReceiptsAsync(CancellationToken cancellationToken)
    {
        if (await db.Set<Donation>().AsNoTracking().FirstOrDefaultAsync(gift => gift.State == DonationProcess.Paid && !gift.ReceiptWaived && gift.ReceiptNumber == null, cancellationToken) is { } bare)
        {
            return new Finding(ReceiptRule, bare.Reference, "a receipt number", "none");
        }

        foreach (var counter in await db.Set<ReceiptCounter>().AsNoTracking().OrderBy(counter => counter.Year).ToListAsync(cancellationToken))
        {
            var prefix = counter.Year.ToString("0000-", CultureInfo.InvariantCulture);
            var numbers = db.Set<Donation>().Where(gift => gift.ReceiptNumber != null && gift.ReceiptNumber.StartsWith(prefix));
            var count = await numbers.LongCountAsync(cancellationToken);
            var length = await numbers.MaxAsync(gift => (int?)gift.ReceiptNumber!.Length, cancellationToken) ?? 0;
            var last = await numbers.Where(gift => gift.ReceiptNumber!.Length == length).MaxAsync(gift => gift.ReceiptNumber, cancellationToken);
            var expected = ReceiptNumbers.Format(counter.Year, counter.LastNumber);
            if (count != counter.LastNumber || last != expected)
            {
                return new Finding(ReceiptRule, prefix, $"{counter.LastNumber} numbers up to {expected}", $"{count} up to {last}");
            }
        }

        return null;
    }

    private async Task<Finding?> StuckAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Set<Donation>().AsNoTracking().Where(gift => gift.State == DonationProcess.Processing && gift.StateDueUtc < now).OrderBy(gift => gift.Id).FirstOrDefaultAsync(cancellationToken) is { } gift
            ? new Finding(StuckRule, gift.Reference, "an answer of the provider within three days", $"under way since before {gift.StateDueUtc:O}")
            : null;
    }
}
