using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>A request about one payment of the reader's own organisation.</summary>
internal interface IOwnPaymentRequest
{
    Guid Id { get; }
}

/// <summary>For everybody else there is no such payment.</summary>
internal sealed class OwnPaymentsOnly(CharityDbContext db, ICurrentUser user, IOrganisations organisations) : IAuthorize<IOwnPaymentRequest>
{
    public async Task<Failure?> AuthorizeAsync(IOwnPaymentRequest request, CancellationToken cancellationToken)
    {
        var payee = await db.Set<PaymentRequest>().Where(payment => payment.Id == request.Id).Select(payment => (Guid?)payment.OrganisationId).SingleOrDefaultAsync(cancellationToken);
        return payee is { } organisation && user.Id is { } id && await organisations.RoleOfAsync(id, organisation, cancellationToken) is not null ? null : PaymentFailures.Unknown;
    }
}
