using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;

namespace Charity.Disbursements.Batches;

/// <summary>A transfer that the bank has made.</summary>
internal sealed record MadeTransfer(PaymentRequest Request, BatchLine Line, DateOnly PaidOn);

/// <summary>
/// Writes payments into the books: the first payment of a project turns what was reserved at its award into a commitment, and each payment is taken
/// from there. The entry's id is the transfer's own, so nothing is booked twice. Takes the books' lock: call it last.
/// </summary>
internal sealed class PaymentBooking(ILedger ledger)
{
    /// <summary>The charity's account that payments leave from.</summary>
    private const string PayingAccount = "main";

    public async Task<Failure?> BookAsync(IReadOnlyList<MadeTransfer> transfers, CancellationToken cancellationToken)
    {
        if (transfers.Count == 0)
        {
            return null;
        }

        foreach (var (reservation, paidOn) in transfers.SelectMany(transfer => transfer.Request.Parts.Select(part => (part.ReservationId, transfer.PaidOn))).DistinctBy(pair => pair.ReservationId))
        {
            var confirmed = await ledger.ConfirmAsync(DerivedId.Of("commitment", reservation.ToString("N")), reservation, amountMinor: null, paidOn, cancellationToken);
            if (confirmed.Failure is { Code: not "already_resolved" } failure)
            {
                return failure;
            }
        }

        return (await ledger.PostAsync([.. transfers.Select(EntryOf)], cancellationToken)).Failure;
    }

    private static EntryDraft EntryOf(MadeTransfer transfer) => new(
        transfer.Line.Id, EntryKinds.Payment, $"payment:{transfer.Request.Code}", transfer.PaidOn,
        [.. transfer.Request.Parts.Select(part => new PostingDraft(part.CommittedCode, AccountCodes.Bank(PayingAccount), part.AmountMinor))], $"bank:{transfer.Line.EndToEndId}");
}
