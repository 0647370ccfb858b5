using System.Security.Claims;
using Charity.Platform.Data;
using Charity.Users.Roles;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Charity.Users.Accounts;

/// <summary>What may change about an account while a session of it is open.</summary>
internal sealed record LiveAccount(string? SecurityStamp, IReadOnlyList<string> Roles);

/// <summary>The accounts in use, read again every three seconds.</summary>
internal sealed class LiveAccounts(IServiceScopeFactory scopes, IMemoryCache cache)
{
    private static readonly TimeSpan MaximumAge = TimeSpan.FromSeconds(3);

    /// <param name="stamp">The security stamp of the session. When it is not the remembered one, the account is read again before anybody is turned away.</param>
    public async ValueTask<LiveAccount?> FindAsync(Guid id, string stamp, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue((typeof(LiveAccount), id), out LiveAccount? known) && known!.SecurityStamp == stamp)
        {
            return known;
        }

        if (await ReadAsync(id, cancellationToken) is not { } account)
        {
            return null;
        }

        return cache.Set((typeof(LiveAccount), id), account, MaximumAge);
    }

    public void Forget(Guid id) => cache.Remove((typeof(LiveAccount), id));

    private async Task<LiveAccount?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        // A scope of its own: only what is committed counts.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        if (await db.Set<User>().Where(user => user.Id == id).Select(user => new { user.SecurityStamp }).FirstOrDefaultAsync(cancellationToken) is not { } found)
        {
            return null;
        }

        var roles = await (from link in db.Set<IdentityUserRole<Guid>>()
                           join role in db.Set<Role>() on link.RoleId equals role.Id
                           where link.UserId == id
                           select role.Name!).ToListAsync(cancellationToken);
        return new LiveAccount(found.SecurityStamp, roles);
    }
}

/// <summary>
/// Makes every request's claims those of now, for cookies and bearer tokens alike: a role given or taken counts within seconds,
/// and a session ends within seconds once its security stamp has changed (password changed, signed out everywhere, locked, erased).
/// </summary>
internal sealed class LiveClaims(LiveAccounts accounts, IHttpContextAccessor http, IOptions<IdentityOptions> options) : IClaimsTransformation
{
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType) is not { } stamp
            || !Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return principal;
        }

        if (http.HttpContext?.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            // The error page is shown to nobody in particular: the database it would be asked of may be what is broken.
            return Nobody();
        }

        var account = await accounts.FindAsync(id, stamp, http.HttpContext?.RequestAborted ?? CancellationToken.None);
        return account is null || account.SecurityStamp != stamp ? Nobody() : WithRoles(principal, account.Roles);
    }

    private static ClaimsPrincipal Nobody() => new(new ClaimsIdentity());

    private static ClaimsPrincipal WithRoles(ClaimsPrincipal principal, IReadOnlyList<string> roles)
    {
        if (principal.FindAll(ClaimTypes.Role).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal).SetEquals(roles))
        {
            return principal;
        }

        // A copy: the original may be written back into a cookie.
        var current = principal.Clone();
        var identity = (ClaimsIdentity)current.Identity!;
        foreach (var claim in identity.FindAll(ClaimTypes.Role).ToList())
        {
            identity.RemoveClaim(claim);
        }

        identity.AddClaims(roles.Select(role => new Claim(ClaimTypes.Role, role)));
        return current;
    }
}
