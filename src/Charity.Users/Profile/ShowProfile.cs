using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using Charity.Users.Roles;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Profile;

/// <summary>The own account.</summary>
[SignedIn]
internal sealed record ShowProfile : IQuery<AccountProfile>;

internal sealed record AccountProfile(string Email, string Name, string Culture, DateTime CreatedUtc, bool HasSecondFactor, IReadOnlyList<LocalizedText> Roles);

internal sealed class ShowProfileHandler(CharityDbContext db, ICurrentUser current) : IRequestHandler<ShowProfile, Result<AccountProfile>>
{
    public async Task<Result<AccountProfile>> Handle(ShowProfile request, CancellationToken cancellationToken)
    {
        var user = await db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == current.Id, cancellationToken);
        var roles = await (from link in db.Set<IdentityUserRole<Guid>>()
                           join role in db.Set<Role>() on link.RoleId equals role.Id
                           where link.UserId == user.Id
                           orderby role.Id
                           select role.DisplayName).ToListAsync(cancellationToken);
        return new AccountProfile(user.Email!, user.Name, user.Culture, user.CreatedUtc, user.TwoFactorEnabled, roles);
    }
}
