using System.Globalization;
using System.Text.RegularExpressions;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Returns;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Statements;

/// <summary>A transfer the bank says it made, also one that came back later.</summary>
internal sealed record MadeTransfer
{
    public Guid Id { get; init; }
    public Guid BatchId { get; init; }
    public long AmountMinor { get; init; }
    public string? BankReference { get; init; }
    public LineAnswer Answer { get; init; }
    public DateTime? AnsweredUtc { get; init; }
    public DateOnly? PaidOn { get; init; }
    public string PayeeFingerprint { get; init; } = string.Empty;
}

/// <summary>
/// Finds what the rows of a statement are here. What they name comes first, for all of them, then batches in one sum, and last what only amount, account and
/// day say, where just one transfer fits. Under the statement's lock, and everything is left to the caller to save.
/// </summary>
internal sealed partial class StatementMatcher(CharityDbContext db, SiteTime time)
{
    /// <summary>Banks book a transfer up to so many days beside the day of their answer: weekends, and the night.</summary>
    private const int DaysApart = 3;

    /// <param name="rows">Open ones, tracked.</param>
    public async Task MatchAsync(IReadOnlyCollection<StatementRow> rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            row.Recognise(StatementMatch.None);
        }

        await MatchCreditsAsync([.. rows.Where(row => !row.IsDebit)], cancellationToken);
        var debits = rows.Where(row => row.IsDebit).ToList();
        if (debits.Count == 0)
        {
            return;
        }

        var batches = await BatchesAsync(debits, cancellationToken);
        var found = await TransfersAsync(debits, [.. batches.Values], cancellationToken);
        var ids = found.ConvertAll(transfer => transfer.Id);
        var taken = await db.Set<StatementConfirmation>().Where(confirmation => ids.Contains(confirmation.TransferId)).Select(confirmation => confirmation.TransferId).ToHashSetAsync(cancellationToken);
        ByName(debits, found, taken);
        ByBatch(debits, batches, found.ToLookup(transfer => transfer.BatchId), taken);
        ByPayee(debits, found.ToLookup(transfer => (transfer.PayeeFingerprint, transfer.AmountMinor)), taken);
    }

    private void ByName(IEnumerable<StatementRow> rows, List<MadeTransfer> found, HashSet<Guid> taken)
    {
        var byId = found.ToDictionary(transfer => transfer.Id);
        var byReference = found.Where(transfer => transfer.BankReference is not null).ToLookup(transfer => transfer.BankReference!, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            var byNumber = byReference[row.BankNumber].Take(2).ToList() is [var only] ? only : null;
            var named = NumbersIn(row.Remark).Select(number => byId.GetValueOrDefault(number)).OfType<MadeTransfer>().Distinct().ToList() is [var one] ? one : null;
            if ((named ?? byNumber) is not { } transfer)
            {
                continue;
            }

            if (transfer.AmountMinor != row.AmountMinor)
            {
                row.Recognise(StatementMatch.AmountDiffers);
            }
            else if (!taken.Add(transfer.Id))
            {
                row.Recognise(StatementMatch.Repeated);
            }
            else
            {
                row.Recognise(named is null ? StatementMatch.BankReference : StatementMatch.TransferNumber);
                db.Add(new StatementConfirmation(transfer.Id, row.Id, isOfBatch: false));
            }
        }
    }

    /// <summary>A batch booked as one sum: all of its transfers of that day, or those together with what came back since.</summary>
    private void ByBatch(IEnumerable<StatementRow> rows, Dictionary<(int Year, int Number), Guid> batches, ILookup<Guid, MadeTransfer> found, HashSet<Guid> taken)
    {
        foreach (var row in rows.Where(row => row.Match == StatementMatch.None))
        {
            if (CodesIn(BatchCode(), row.Remark).Where(batches.ContainsKey).Distinct().ToList() is not [var code])
            {
                continue;
            }

            var paid = found[batches[code]].Where(transfer => transfer.Answer == LineAnswer.Paid && transfer.PaidOn == row.BookedOn).ToList();
            var withReturned = paid.Concat(found[batches[code]].Where(transfer => transfer.Answer == LineAnswer.Returned)).ToList();
            var sum = new[] { paid, withReturned }.FirstOrDefault(transfers => transfers.Count > 0 && transfers.Sum(transfer => transfer.AmountMinor) == row.AmountMinor);
            if (sum is null || sum.Exists(transfer => taken.Contains(transfer.Id)))
            {
                row.Recognise(found[batches[code]].Any() ? sum is null ? StatementMatch.AmountDiffers : StatementMatch.Repeated : StatementMatch.None);
                continue;
            }

            row.Recognise(StatementMatch.Batch);
            taken.UnionWith(sum.Select(transfer => transfer.Id));
            db.AddRange(sum.Select(transfer => new StatementConfirmation(transfer.Id, row.Id, isOfBatch: true)));
        }
    }

    private void ByPayee(IEnumerable<StatementRow> rows, ILookup<(string Fingerprint, long AmountMinor), MadeTransfer> found, HashSet<Guid> taken)
    {
        foreach (var row in rows.Where(row => row.Match == StatementMatch.None && row.PartyFingerprint.Length > 0))
        {
            var fitting = found[(row.PartyFingerprint, row.AmountMinor)].Where(transfer => !taken.Contains(transfer.Id) && Math.Abs(DayOf(transfer).DayNumber - row.BookedOn.DayNumber) <= DaysApart).Take(2).ToList();
            if (fitting is [var only])
            {
                taken.Add(only.Id);
                row.Recognise(StatementMatch.Payee);
                db.Add(new StatementConfirmation(only.Id, row.Id, isOfBatch: false));
            }
        }
    }

    /// <summary>What came back was paid again perhaps, so its line's day is of another transfer.</summary>
    private DateOnly DayOf(MadeTransfer transfer) => transfer is { Answer: LineAnswer.Paid, PaidOn: { } day } ? day : time.DayOf(transfer.AnsweredUtc!.Value);

    private async Task<List<MadeTransfer>> TransfersAsync(List<StatementRow> rows, List<Guid> batches, CancellationToken cancellationToken)
    {
        var references = rows.ConvertAll(row => row.BankNumber);
        var ids = rows.SelectMany(row => NumbersIn(row.Remark)).Distinct().ToList();
        var payees = rows.Select(row => row.PartyFingerprint).Where(fingerprint => fingerprint.Length > 0).Distinct().ToList();
        var made =
            from sent in db.Set<BatchLine>().AsNoTracking()
            join line in db.Set<PaymentLine>() on sent.LineId equals line.Id
            where sent.Answer == LineAnswer.Paid || sent.Answer == LineAnswer.Returned
            select new MadeTransfer
            {
                Id = sent.Id, BatchId = sent.BatchId, AmountMinor = sent.AmountMinor, BankReference = sent.BankReference, Answer = sent.Answer, AnsweredUtc = sent.AnsweredUtc, PaidOn = line.PaidOn,
                PayeeFingerprint = line.PayeeFingerprint,
            };
        return await made.Where(transfer => ids.Contains(transfer.Id) || batches.Contains(transfer.BatchId) || payees.Contains(transfer.PayeeFingerprint) || references.Contains(transfer.BankReference!))
            .OrderBy(transfer => transfer.Id).ToListAsync(cancellationToken);
    }

    private async Task<Dictionary<(int Year, int Number), Guid>> BatchesAsync(List<StatementRow> rows, CancellationToken cancellationToken)
    {
        var codes = rows.SelectMany(row => CodesIn(BatchCode(), row.Remark)).ToHashSet();
        var (years, numbers) = (codes.Select(code => code.Year).Distinct().ToList(), codes.Select(code => code.Number).Distinct().ToList());
        var found = codes.Count == 0 ? [] : await db.Set<PaymentBatch>().Where(batch => years.Contains(batch.Year) && numbers.Contains(batch.Number)).Select(batch => new { batch.Year, batch.Number, batch.Id })
            .ToListAsync(cancellationToken);
        return found.Where(batch => codes.Contains((batch.Year, batch.Number))).ToDictionary(batch => (batch.Year, batch.Number), batch => batch.Id);
    }

    /// <summary>By the demand's number on the transfer, or because it was entered for one by the bank's number.</summary>
    private async Task MatchCreditsAsync(List<StatementRow> rows, CancellationToken cancellationToken)
    {
        var (codes, references) = (rows.SelectMany(row => CodesIn(DemandCode(), row.Remark)).ToHashSet(), rows.ConvertAll(row => row.BankNumber));
        var (years, numbers) = (codes.Select(code => code.Year).Distinct().ToList(), codes.Select(code => code.Number).Distinct().ToList());
        var demands = (codes.Count == 0 ? [] : await db.Set<ReturnDemand>().Where(demand => years.Contains(demand.Year) && numbers.Contains(demand.Number)).Select(demand => new { demand.Year, demand.Number, demand.Id })
            .ToListAsync(cancellationToken)).ToDictionary(demand => (demand.Year, demand.Number), demand => demand.Id);
        var entered = await db.Set<ReturnReceipt>().Where(receipt => references.Contains(receipt.BankReference)).ToDictionaryAsync(receipt => receipt.BankReference, receipt => receipt.DemandId, cancellationToken);
        foreach (var row in rows)
        {
            Guid? named = CodesIn(DemandCode(), row.Remark).Where(demands.ContainsKey).Distinct().ToList() is [var code] ? demands[code] : null;
            if ((entered.TryGetValue(row.BankNumber, out var demand) ? demand : named) is { } known)
            {
                row.Recognise(StatementMatch.Demand, known);
            }
        }
    }

    private static IEnumerable<Guid> NumbersIn(string remark) => TransferNumber().Matches(remark).Select(match => Guid.ParseExact(match.Value, "N"));

    private static IEnumerable<(int Year, int Number)> CodesIn(Regex pattern, string remark) => pattern.Matches(remark).Select(match =>
        (int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)));

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9a-fA-F]{32}(?![0-9A-Za-z])")]
    private static partial Regex TransferNumber();

    [GeneratedRegex("(?<![0-9A-Za-z])B(?<year>[0-9]{4})-(?<number>[0-9]{4,6})(?![0-9])")]
    private static partial Regex BatchCode();

    [GeneratedRegex("(?<![0-9A-Za-z])R(?<year>[0-9]{4})-(?<number>[0-9]{4,6})(?![0-9])")]
    private static partial Regex DemandCode();
}
