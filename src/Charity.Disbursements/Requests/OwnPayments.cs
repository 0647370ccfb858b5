using Charity.Disbursements.Subjects;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>A request about one payment of the reader's own organisation or own fund.</summary>
internal interface IOwnPaymentRequest
{
    Guid Id { get; }
}

/// <summary>For everybody else there is no such payment.</summary>
internal sealed class OwnPaymentsOnly(CharityDbContext db, ICurrentUser user, IOrganisations organisations, PaymentSubjects subjects) : IAuthorize<IOwnPaymentRequest>
{
    public async Task<Failure?> AuthorizeAsync(IOwnPaymentRequest request, CancellationToken cancellationToken)
    {
        if (await db.Set<PaymentRequest>().AsNoTracking().SingleOrDefaultAsync(payment => payment.Id == request.Id, cancellationToken) is not { } payment || user.Id is not { } id)
        {
            return PaymentFailures.Unknown;
        }

        var isTheirs = payment.OrganisationId is { } organisation
            ? await organisations.RoleOfAsync(id, organisation, cancellationToken) is not null
            : await subjects.Of(payment).AskerRefusalAsync(payment, cancellationToken) is null;
        return isTheirs ? null : PaymentFailures.Unknown;
    }
}
