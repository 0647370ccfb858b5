using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Platform.Security;

/// <summary>Who is acting, from where: the signed-in person of a page or API call, or a named part of the system in a background scope.</summary>
public interface ICurrentUser
{
    Guid? Id { get; }

    /// <summary>The display name of a person, or <c>system:what</c>; empty when nobody is signed in.</summary>
    string Name { get; }

    bool IsSignedIn { get; }

    /// <summary>A background part of the site, not a person. Never true for anything that came by HTTP.</summary>
    bool IsSystem { get; }

    bool HasSecondFactor { get; }

    IReadOnlyList<string> Roles { get; }

    string? RemoteAddress { get; }

    /// <summary>The id shown on error pages and written to logs.</summary>
    string RequestId { get; }
}

/// <summary>Claim types the sign-in writes.</summary>
public static class CharityClaims
{
    /// <summary>Present, with any value, when the session was confirmed with a second factor.</summary>
    public const string SecondFactor = "charity:second-factor";

    public const string DisplayName = "charity:display-name";
}

internal sealed class CurrentUser(IHttpContextAccessor http, SystemActor system) : ICurrentUser
{
    private ClaimsPrincipal? Principal => http.HttpContext?.User;

    public Guid? Id => Guid.TryParse(Principal?.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    public string Name => IsSystem
        ? $"system:{system.Name}"
        : Principal?.FindFirstValue(CharityClaims.DisplayName) ?? Principal?.Identity?.Name ?? string.Empty;

    public bool IsSignedIn => Principal?.Identity?.IsAuthenticated == true;

    public bool IsSystem => system.Name is not null && http.HttpContext is null;

    public bool HasSecondFactor => Principal?.HasClaim(claim => claim.Type == CharityClaims.SecondFactor) == true;

    public IReadOnlyList<string> Roles => Principal?.FindAll(ClaimTypes.Role).Select(claim => claim.Value).ToList() ?? [];

    public string? RemoteAddress => http.HttpContext?.Connection.RemoteIpAddress?.ToString();

    public string RequestId => Activity.Current?.TraceId.ToString() ?? http.HttpContext?.TraceIdentifier ?? string.Empty;
}

/// <summary>Names the part of the system that acts in a scope without a request.</summary>
internal sealed class SystemActor
{
    public string? Name { get; set; }
}

public static class SystemScopes
{
    /// <summary>A scope in which the named part of the system acts (<c>payments</c>, <c>recipe</c>): it passes permission checks and signs the audit trail.</summary>
    public static AsyncServiceScope CreateSystemScope(this IServiceScopeFactory factory, string name)
    {
        var scope = factory.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<SystemActor>().Name = name;
        return scope;
    }
}
