using Charity.Platform.Data;
using Charity.Users.Roles;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Charity.Users.Accounts;

/// <summary>
/// Identity's store on the site's context. Every write joins the transaction of the command that asked for it, or is one of its
/// own (a sign-in, an API endpoint), and never passes by the writers' gate.
/// </summary>
internal sealed class AccountStore(CharityDbContext db, UnitOfWork unitOfWork, LiveAccounts live, IdentityErrorDescriber errors)
    : UserStore<User, Role, CharityDbContext, Guid, IdentityUserClaim<Guid>, IdentityUserRole<Guid>, IdentityUserLogin<Guid>, IdentityUserToken<Guid>, IdentityRoleClaim<Guid>>(db, errors)
{
    public override Task<IdentityResult> CreateAsync(User user, CancellationToken cancellationToken = default) =>
        InUnitAsync(user, token => base.CreateAsync(user, token), cancellationToken);

    public override Task<IdentityResult> UpdateAsync(User user, CancellationToken cancellationToken = default) =>
        InUnitAsync(user, token => base.UpdateAsync(user, token), cancellationToken);

    /// <summary>Accounts are erased, never deleted: the books name them.</summary>
    public override Task<IdentityResult> DeleteAsync(User user, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private Task<IdentityResult> InUnitAsync(User user, Func<CancellationToken, Task<IdentityResult>> write, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync(
            token =>
            {
                unitOfWork.AfterCommit(() => live.Forget(user.Id));
                return write(token);
            },
            result => result.Succeeded,
            cancellationToken);
}
