using Charity.Disbursements.Batches;
using Charity.Disbursements.Statements;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Verification;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Checks;

/// <summary>
/// A booking of the bank that is said to confirm transfers does confirm some: of its own sum, made by the bank, and in the books as long as they did not
/// come back. One that confirms nothing has no confirmation, and no transfer is confirmed twice.
/// </summary>
internal sealed class StatementsConfirmTransfers(CharityDbContext db, ILedgerReader ledger) : IVerification
{
    public string Name => "Bank statements confirm transfers of the same sum, each once";

    public async IAsyncEnumerable<Finding> VerifyAsync(ReportProgress progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var confirmed = await ConfirmedAsync(cancellationToken);
        var (rows, done) = (await db.Set<StatementRow>().LongCountAsync(cancellationToken), 0);
        await foreach (var row in db.Set<StatementRow>().AsNoTracking().OrderBy(row => row.BookedOn).ThenBy(row => row.BankNumber).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            progress(Name, ++done, rows);
            if (WrongOf(row, confirmed.GetValueOrDefault(row.Id, Confirmed.Nothing)) is { } wrong)
            {
                yield return wrong;
                yield break;
            }
        }

        if (await UnbookedAsync(cancellationToken) is { } unbooked)
        {
            yield return unbooked;
        }
    }

    private static Finding? WrongOf(StatementRow row, Confirmed own)
    {
        var where = $"booking {row.BankNumber} of {row.BookedOn:yyyy-MM-dd}";
        return row.Match switch
        {
            StatementMatch.None or StatementMatch.AmountDiffers or StatementMatch.Repeated when own.Transfers > 0 || row.DemandId is not null =>
                new Finding("booking_confirms_nothing", where, "no transfer", $"{own.Transfers} confirmed"),
            StatementMatch.Demand when row.DemandId is null || row.IsDebit || own.Transfers > 0 => new Finding("booking_is_of_a_demand", where, "money that came in for a demand", "something else"),
            StatementMatch.BankReference or StatementMatch.TransferNumber or StatementMatch.Payee when own is not { Transfers: 1, Alone: 1 } =>
                new Finding("booking_confirms_one_transfer", where, "1", $"{own.Transfers}"),
            StatementMatch.Batch when own is not { Transfers: > 0, Alone: 0, Batches: 1 } => new Finding("booking_confirms_one_batch", where, "transfers of one batch", $"{own.Transfers} of {own.Batches}"),
            StatementMatch.BankReference or StatementMatch.TransferNumber or StatementMatch.Payee or StatementMatch.Batch when !row.IsDebit || own.AmountMinor != row.AmountMinor || own.Made != own.Transfers =>
                new Finding("booking_is_its_transfers", where, $"{row.AmountMinor} made by the bank", $"{own.AmountMinor}, {own.Made} of {own.Transfers} made"),
            _ => null,
        };
    }

    /// <summary>What each booking confirms; of what came back the amount still counts, for the bank did make the transfer.</summary>
    private async Task<Dictionary<Guid, Confirmed>> ConfirmedAsync(CancellationToken cancellationToken) => await (
        from confirmation in db.Set<StatementConfirmation>()
        join sent in db.Set<BatchLine>() on confirmation.TransferId equals sent.Id
        group new { confirmation.OnlyRowId, sent.BatchId, sent.AmountMinor, sent.Answer } by confirmation.RowId into own
        select new
        {
            own.Key, Transfers = own.Count(), Alone = own.Count(row => row.OnlyRowId == own.Key), Batches = own.Select(row => row.BatchId).Distinct().Count(), AmountMinor = own.Sum(row => row.AmountMinor),
            Made = own.Count(row => row.Answer == LineAnswer.Paid || row.Answer == LineAnswer.Returned),
        }).ToDictionaryAsync(own => own.Key, own => new Confirmed(own.Transfers, own.Alone, own.Batches, own.AmountMinor, own.Made), cancellationToken);

    /// <summary>A confirmed transfer that did not come back is in an entry, which is of no less than its transfers.</summary>
    private async Task<Finding?> UnbookedAsync(CancellationToken cancellationToken)
    {
        var entries = new Dictionary<Guid, long>();
        await foreach (var entry in ledger.ExportAsync(new EntrySearch { Kind = EntryKinds.Payment, OldestFirst = true }, cancellationToken))
        {
            entries[entry.Id] = entry.Postings.Sum(posting => posting.AmountMinor);
        }

        var paid = from confirmation in db.Set<StatementConfirmation>()
                   join sent in db.Set<BatchLine>() on confirmation.TransferId equals sent.Id
                   where sent.Answer == LineAnswer.Paid
                   join line in db.Set<PaymentLine>() on sent.LineId equals line.Id
                   group sent.AmountMinor by line.EntryId into own
                   select new { own.Key, Sum = own.Sum() };
        var wrong = (await paid.ToListAsync(cancellationToken)).FirstOrDefault(own => own.Key is not { } id || own.Sum > entries.GetValueOrDefault(id));
        return wrong is null ? null : new Finding("confirmed_transfer_is_booked", $"entry {wrong.Key}", $"at least {wrong.Sum}", wrong.Key is { } entryId && entries.TryGetValue(entryId, out var booked) ? $"{booked}" : "none");
    }

    /// <param name="Alone">Those that the booking confirms as its only one.</param>
    /// <param name="Made">Those that the bank said it made.</param>
    private sealed record Confirmed(int Transfers, int Alone, int Batches, long AmountMinor, int Made)
    {
        public static readonly Confirmed Nothing = new(0, 0, 0, 0, 0);
    }
}
