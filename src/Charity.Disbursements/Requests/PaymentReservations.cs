using Charity.Disbursements.Subjects;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;

namespace Charity.Disbursements.Requests;

/// <summary>
/// Sets money aside for approved payments that had none set aside before, and gives back what is not paid after all. Takes the books' lock: call it last.
/// </summary>
internal sealed class PaymentReservations(ILedger ledger, PaymentSubjects subjects, SiteTime time)
{
    /// <returns>That the fund does not have so much any more.</returns>
    public async Task<Failure?> ReserveAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        if (!subjects.Of(request).IsReservedByApproval)
        {
            return null;
        }

        foreach (var part in request.Parts)
        {
            var committed = AccountCodes.FundCommitted(part.FundSlug!, $"payment-{request.Code}");
            var opened = await ledger.OpenAccountsAsync([new AccountDraft(committed, AccountType.NetAssets, request.Currency, "Set aside for payment {0}", request.Code)], cancellationToken);

            // Approved once more after an approval fell, it is another reservation.
            var reservation = DerivedId.Of("payment-reservation", $"{request.Id:N}:{part.Number}:{request.Version}");
            var reserved = opened.Failure is null
                ? await ledger.ReserveAsync(
                    new EntryDraft(reservation, EntryKinds.Commitment, Reference(request), time.Today, [new PostingDraft(part.AvailableCode, committed, part.AmountMinor)]), cancellationToken)
                : opened.Failure;
            if (reserved.Failure is { } failure)
            {
                return failure.Code == "insufficient_funds" ? Failure.Conflict("fund_emptied", "The fund does not have so much any more. Nothing was approved; return the request, or wait for gifts.") : failure;
            }

            part.Reserve(committed, reservation);
        }

        return null;
    }

    /// <summary>Gives back what was set aside by the approval and not paid.</summary>
    public async Task<Failure?> ReleaseAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        if (!subjects.Of(request).IsReservedByApproval)
        {
            return null;
        }

        foreach (var part in request.Parts.Where(part => part.ReservationId is not null))
        {
            var reservation = part.ReservationId!.Value;
            var released = await ledger.ReleaseAsync(DerivedId.Of("payment-release", reservation.ToString("N")), reservation, "The payment is not made.", time.Today, cancellationToken);
            if (released.Failure is { Code: not "already_resolved" } failure)
            {
                return failure;
            }

            // The first payment has turned the whole reservation into a commitment: what is left of it goes back by an entry.
            var rest = released.Failure is null ? 0 : request.OpenMinor;
            if (rest > 0 && (await ledger.PostAsync(
                [new EntryDraft(DerivedId.Of("payment-rest", reservation.ToString("N")), EntryKinds.CommitmentReleased, Reference(request), time.Today, [new PostingDraft(part.CommittedCode!, part.AvailableCode, rest)])],
                cancellationToken)).Failure is { } unposted)
            {
                return unposted;
            }

            part.Release();
        }

        return null;
    }

    /// <summary>Some of a list is never paid: it is taken from what became a commitment when the list first went to the bank.</summary>
    public async Task<Failure?> GiveBackAsync(PaymentRequest request, long amountMinor, CancellationToken cancellationToken)
    {
        var part = request.Parts.Single();
        var id = DerivedId.Of("payment-given-up", $"{request.Id:N}:{request.Version}");
        return (await ledger.PostAsync(
            [new EntryDraft(id, EntryKinds.CommitmentReleased, Reference(request), time.Today, [new PostingDraft(part.CommittedCode!, part.AvailableCode, amountMinor)])], cancellationToken)).Failure;
    }

    private static string Reference(PaymentRequest request) => $"payment:{request.Code}";
}
