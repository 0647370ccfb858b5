using Charity.Platform.Data;
using Charity.Platform.Requests;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>Looks for what an approver should look at twice. It refuses nothing.</summary>
internal sealed class UnusualPayments(CharityDbContext db)
{
    public async Task<IReadOnlyList<Failure>> FindAsync(PaymentRequest payment, CancellationToken cancellationToken)
    {
        var found = new List<Failure>();
        var others = db.Set<PaymentRequest>().AsNoTracking().Where(other => other.Id != payment.Id);
        if (await others.AnyAsync(other => payment.PayeeFingerprint != null && other.PayeeFingerprint == payment.PayeeFingerprint && other.OrganisationId != payment.OrganisationId, cancellationToken))
        {
            found.Add(Failure.Conflict("account_shared", "Another organisation was paid to the same bank account."));
        }

        if (await others.AnyAsync(other => payment.OrganisationId != null && other.OrganisationId == payment.OrganisationId && other.PayeeFingerprint != payment.PayeeFingerprint, cancellationToken))
        {
            found.Add(Failure.Conflict("account_new", "Earlier payments to this organisation went to another bank account."));
        }

        if (await others.AnyAsync(other => other.SubjectId == payment.SubjectId && payment.Kind != PaymentKind.Spending, cancellationToken))
        {
            found.Add(Failure.Conflict("asked_before", "It was asked for before; that request was declined, taken back or lapsed."));
        }

        return found;
    }
}
