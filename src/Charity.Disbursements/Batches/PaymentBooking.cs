using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;

namespace Charity.Disbursements.Batches;

/// <summary>Transfers of one request that the bank made on one day: one entry of the books.</summary>
/// <param name="First">The first of them in the batch: it gives the entry its id.</param>
internal sealed record MadePayment(PaymentRequest Request, BatchLine First, DateOnly PaidOn, long AmountMinor)
{
    public static Guid EntryIdOf(BatchLine first) => DerivedId.Of("payment", first.EndToEndId);
}

/// <summary>
/// Writes payments into the books: when the first of a reservation goes to the bank, all of it becomes a commitment, and each payment is taken from
/// there. The entry's id is made of the transfer's, so nothing is booked twice. Takes the books' lock: call it last.
/// </summary>
internal sealed class PaymentBooking(ILedger ledger, ILedgerReader reader, SiteTime time)
{
    /// <summary>The charity's account that payments leave from.</summary>
    public const string PayingAccount = "main";

    /// <summary>From here on the money is with the bank: nobody can free it for something else.</summary>
    public async Task<Failure?> CommitAsync(IEnumerable<PaymentRequest> requests, CancellationToken cancellationToken)
    {
        foreach (var reservation in requests.SelectMany(request => request.Parts).Select(part => part.ReservationId!.Value).Distinct())
        {
            var id = CommitmentIds.Of(reservation);
            if (await reader.EntryAsync(id, cancellationToken) is null && (await ledger.ConfirmAsync(id, reservation, amountMinor: null, time.Today, cancellationToken)).Failure is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    public async Task<Failure?> BookAsync(IReadOnlyList<MadePayment> payments, CancellationToken cancellationToken) =>
        payments.Count == 0 ? null : (await ledger.PostAsync([.. payments.Select(payment => EntryOf(payment))], cancellationToken)).Failure;

    /// <summary>The bank has sent payments back: the money is set aside for the same again.</summary>
    public async Task<Failure?> BookReturnedAsync(IReadOnlyList<MadePayment> payments, CancellationToken cancellationToken) =>
        payments.Count == 0 ? null : (await ledger.PostAsync([.. payments.Select(ReturnOf)], cancellationToken)).Failure;

    private static EntryDraft ReturnOf(MadePayment payment) => EntryOf(payment) with
    {
        Id = DerivedId.Of("returned-transfer", payment.First.EndToEndId), Kind = EntryKinds.ReturnedTransfer, ProviderObject = $"bank:{payment.First.EndToEndId}",
        Postings = [.. PostingsOf(payment).Select(posting => new PostingDraft(posting.CreditCode, posting.DebitCode, posting.AmountMinor))],
    };

    private static EntryDraft EntryOf(MadePayment payment) => new(
        MadePayment.EntryIdOf(payment.First), EntryKinds.Payment, $"payment:{payment.Request.Code}", payment.PaidOn, PostingsOf(payment), $"bank:{payment.First.EndToEndId}");

    // One transfer is paid out of all its parts; of many transfers there is one part.
    private static IReadOnlyList<PostingDraft> PostingsOf(MadePayment payment) => payment.Request.Parts is [var only]
        ? [new PostingDraft(only.CommittedCode!, AccountCodes.Bank(PayingAccount), payment.AmountMinor)]
        : [.. payment.Request.Parts.Select(part => new PostingDraft(part.CommittedCode!, AccountCodes.Bank(PayingAccount), part.AmountMinor))];
}
