using Charity.Disbursements.Batches;
using Charity.Disbursements.Papers;
using Charity.Disbursements.PastPayouts;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Returns;
using Charity.Disbursements.Subjects;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Verification;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Checks;

/// <summary>What the bank paid is what the books say, transfer by transfer; what is set aside is what is still to be paid; nothing was paid twice or without its approvals.</summary>
internal sealed class PaymentsEqualEntries(CharityDbContext db, ILedgerReader ledger, ILedgerTotals totals, PaymentLines lines, PaymentSubjects subjects, IAttachments attachments) : IVerification
{
    public string Name => "Payments, transfers and returned money equal the ledger";

    public async IAsyncEnumerable<Finding> VerifyAsync(ReportProgress progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (booked, back) = (await BookedAsync(cancellationToken), await SumAsync(EntryKinds.ReturnedMoney, cancellationToken));
        var paid = await db.Set<PaymentLine>().Where(line => line.PaidUtc != null).GroupBy(line => line.RequestId).Select(group => new { group.Key, Sum = group.Sum(line => line.AmountMinor) })
            .ToDictionaryAsync(group => group.Key, group => group.Sum, cancellationToken);
        var asked = await db.Set<PaymentLine>().GroupBy(line => line.RequestId).Select(group => new { group.Key, Sum = group.Sum(line => line.AmountMinor) })
            .ToDictionaryAsync(group => group.Key, group => group.Sum, cancellationToken);
        var givenUp = await db.Set<PaymentLine>().Where(line => line.VoidedUtc != null).GroupBy(line => line.RequestId).Select(group => new { group.Key, Sum = group.Sum(line => line.AmountMinor) })
            .ToDictionaryAsync(group => group.Key, group => group.Sum, cancellationToken);
        var requests = await PaymentDesk.Whole(db.Set<PaymentRequest>().AsNoTracking()).OrderBy(request => request.Id).ToListAsync(cancellationToken);
        foreach (var (request, index) in requests.Select((request, index) => (request, index)))
        {
            progress(Name, index + 1, requests.Count);
            var reference = $"payment:{request.Code}";
            if (await WrongOfAsync(request, asked.GetValueOrDefault(request.Id), paid.GetValueOrDefault(request.Id), givenUp.GetValueOrDefault(request.Id), booked.GetValueOrDefault(reference), cancellationToken) is { } wrong)
            {
                yield return wrong;
                yield break;
            }
        }

        if (booked.Keys.Except(requests.Select(request => $"payment:{request.Code}"), StringComparer.Ordinal).FirstOrDefault() is { } stray)
        {
            yield return new Finding("entry_has_payment", stray, "a payment request", "none");
        }

        await foreach (var wrong in ReturnsAsync(back, requests, cancellationToken))
        {
            yield return wrong;
        }

        await foreach (var wrong in PastAsync(cancellationToken))
        {
            yield return wrong;
        }
    }

    private async Task<Finding?> WrongOfAsync(PaymentRequest request, long asked, long paid, long givenUp, long booked, CancellationToken cancellationToken)
    {
        var row = $"payment {request.Code}";
        return asked != request.AmountMinor ? new Finding("payment_is_its_transfers", row, $"{request.AmountMinor}", $"{asked}")
            : request.Parts.Sum(part => part.AmountMinor) != request.AmountMinor ? new Finding("payment_is_its_parts", row, $"{request.AmountMinor}", $"{request.Parts.Sum(part => part.AmountMinor)}")
            : paid != request.PaidMinor ? new Finding("payment_counts_what_is_paid", row, $"{paid}", $"{request.PaidMinor}")
            : !request.IsSealed ? new Finding("payment_is_what_its_hash_is_of", row, request.Sha256, "another content")
            : request.PaperIds is { } known && (await attachments.ListAsync(PaymentPapers.Of(request.Id), cancellationToken)).Select(paper => paper.Id).Order().SequenceEqual(known.Order()) is false
                ? new Finding("papers_as_approved", row, $"{known.Count} papers", "others")
            : givenUp != request.GivenUpMinor ? new Finding("payment_counts_what_is_given_up", row, $"{givenUp}", $"{request.GivenUpMinor}")
            : booked != paid ? new Finding("payment_is_booked", row, $"{paid}", $"{booked}")
            : (request.State == PaymentProcess.Paid || request.State == PaymentProcess.Paying || request.State == PaymentProcess.Approved) && await UnapprovedAsync(request, cancellationToken) is { } unapproved ? unapproved
            : await SetAsideAsync(request, cancellationToken);
    }

    private async Task<Finding?> UnapprovedAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        var standing = request.Standing.ToList();
        var row = $"payment {request.Code}";
        return standing.Count < request.Rule.Steps.Count ? new Finding("payment_has_its_approvals", row, $"{request.Rule.Steps.Count}", $"{standing.Count}")
            : standing.Select(approval => approval.ById).Distinct().Count() != standing.Count || standing.Exists(approval => approval.ById == request.RequestedById)
                ? new Finding("approvals_by_different_people", row, "one person each, none of whom asked", "somebody twice")
            : await lines.HashAsync(request.Id, cancellationToken) is var hash && hash != request.LinesSha256 ? new Finding("transfers_as_approved", row, request.LinesSha256, hash)
            : null;
    }

    /// <summary>What an approval set aside is there until it is paid or given back.</summary>
    private async Task<Finding?> SetAsideAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        if (!subjects.Of(request).IsReservedByApproval || request.Parts is not [{ CommittedCode: { } code, ReservationId: not null }])
        {
            return null;
        }

        var balance = (await totals.BalancesAsync([code], cancellationToken)).GetValueOrDefault(code);
        var (aside, open) = ((balance?.PostedMinor ?? 0) + (balance?.CreditsPendingMinor ?? 0), request.OpenMinor);
        return aside == open ? null : new Finding("payment_is_set_aside", $"payment {request.Code}", $"{open}", $"{aside}");
    }

    private async IAsyncEnumerable<Finding> ReturnsAsync(
        IReadOnlyDictionary<string, long> back, IReadOnlyList<PaymentRequest> requests, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var paid = requests.Where(request => request.ProjectId is not null).GroupBy(request => request.ProjectId!.Value).ToDictionary(group => group.Key, group => group.Sum(request => request.PaidMinor));
        var demands = await db.Set<ReturnDemand>().AsNoTracking().Include(demand => demand.Receipts).OrderBy(demand => demand.Id).ToListAsync(cancellationToken);
        foreach (var demand in demands)
        {
            var received = demand.Receipts.Sum(receipt => receipt.AmountMinor);
            if (received != demand.ReceivedMinor || back.GetValueOrDefault($"return:{demand.Code}") != received)
            {
                yield return new Finding("returned_money_is_booked", $"demand {demand.Code}", $"{received}", $"{demand.ReceivedMinor} counted, {back.GetValueOrDefault($"return:{demand.Code}")} booked");
                yield break;
            }
        }

        foreach (var project in demands.GroupBy(demand => demand.ProjectId))
        {
            if (project.Sum(demand => demand.ReceivedMinor) is var returned && returned > paid.GetValueOrDefault(project.Key))
            {
                yield return new Finding("returned_is_at_most_paid", $"project {project.First().ProjectSlug}", $"at most {paid.GetValueOrDefault(project.Key)}", $"{returned}");
                yield break;
            }
        }
    }

    private async IAsyncEnumerable<Finding> PastAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (received, paid) = (await SumAsync(EntryKinds.PastReceipt, cancellationToken), await SumAsync(EntryKinds.PastPayment, cancellationToken));
        foreach (var payout in await db.Set<PastPayout>().AsNoTracking().OrderBy(payout => payout.Year).ThenBy(payout => payout.Number).ToListAsync(cancellationToken))
        {
            var reference = $"past:{payout.Code}";
            if (received.GetValueOrDefault(reference) != payout.ReceivedMinor || paid.GetValueOrDefault(reference) != payout.PaidMinor)
            {
                yield return new Finding(
                    "past_payout_is_booked", $"past payout {payout.Code}", $"{payout.ReceivedMinor} received, {payout.PaidMinor} paid",
                    $"{received.GetValueOrDefault(reference)} received, {paid.GetValueOrDefault(reference)} paid");
                yield break;
            }
        }
    }

    /// <summary>By reference, less what the bank sent back.</summary>
    private async Task<Dictionary<string, long>> BookedAsync(CancellationToken cancellationToken)
    {
        var booked = await SumAsync(EntryKinds.Payment, cancellationToken);
        foreach (var (reference, amount) in await SumAsync(EntryKinds.ReturnedTransfer, cancellationToken))
        {
            booked[reference] = booked.GetValueOrDefault(reference) - amount;
        }

        return booked;
    }

    private async Task<Dictionary<string, long>> SumAsync(string kind, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        await foreach (var entry in ledger.ExportAsync(new EntrySearch { Kind = kind, OldestFirst = true }, cancellationToken))
        {
            sums[entry.Reference] = sums.GetValueOrDefault(entry.Reference) + entry.Postings.Sum(posting => posting.AmountMinor);
        }

        return sums;
    }
}
