using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Dossiers;

internal sealed class PayeeAccounts(CharityDbContext db) : IPayeeAccounts
{
    public async Task<PayeeAccount?> FindAsync(Guid organisationId, CancellationToken cancellationToken) =>
        await db.Set<BankAccount>().SingleOrDefaultAsync(account => account.OrganisationId == organisationId, cancellationToken) is { AccountNumber.Length: > 0 } account
            ? new PayeeAccount(organisationId, account.AccountName, account.BankName, account.AccountNumber, Convert.ToHexString(account.NumberFingerprint), account.IsProved)
            : null;
}
