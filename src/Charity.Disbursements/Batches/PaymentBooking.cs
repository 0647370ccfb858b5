using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;

namespace Charity.Disbursements.Batches;

/// <summary>Transfers of one request that the bank made on one day: one entry of the books.</summary>
/// <param name="First">The first of them in the batch: it gives the entry its id.</param>
internal sealed record MadePayment(PaymentRequest Request, BatchLine First, DateOnly PaidOn, long AmountMinor)
{
    public static Guid EntryIdOf(BatchLine first) => DerivedId.Of("payment", first.EndToEndId);
}

/// <summary>
/// Writes payments into the books: the first payment out of a reservation turns all of it into a commitment, and each payment is taken from there.
/// The entry's id is made of the transfer's, so nothing is booked twice. Takes the books' lock: call it last.
/// </summary>
internal sealed class PaymentBooking(ILedger ledger)
{
    /// <summary>The charity's account that payments leave from.</summary>
    public const string PayingAccount = "main";

    public async Task<Failure?> BookAsync(IReadOnlyList<MadePayment> payments, CancellationToken cancellationToken)
    {
        if (payments.Count == 0)
        {
            return null;
        }

        foreach (var (reservation, paidOn) in payments.SelectMany(payment => payment.Request.Parts.Select(part => (Reservation: part.ReservationId!.Value, payment.PaidOn))).DistinctBy(pair => pair.Reservation))
        {
            var confirmed = await ledger.ConfirmAsync(DerivedId.Of("commitment", reservation.ToString("N")), reservation, amountMinor: null, paidOn, cancellationToken);
            if (confirmed.Failure is { Code: not "already_resolved" } failure)
            {
                return failure;
            }
        }

        return (await ledger.PostAsync([.. payments.Select(EntryOf)], cancellationToken)).Failure;
    }

    private static EntryDraft EntryOf(MadePayment payment) => new(
        MadePayment.EntryIdOf(payment.First), EntryKinds.Payment, $"payment:{payment.Request.Code}", payment.PaidOn, PostingsOf(payment), $"bank:{payment.First.EndToEndId}");

    // One transfer is paid out of all its parts; of many transfers there is one part.
    private static IReadOnlyList<PostingDraft> PostingsOf(MadePayment payment) => payment.Request.Parts is [var only]
        ? [new PostingDraft(only.CommittedCode!, AccountCodes.Bank(PayingAccount), payment.AmountMinor)]
        : [.. payment.Request.Parts.Select(part => new PostingDraft(part.CommittedCode!, AccountCodes.Bank(PayingAccount), part.AmountMinor))];
}
