using Charity.Platform.Requests;

namespace Charity.Platform.Security;

/// <summary>Every permission of every module, by name.</summary>
public sealed class PermissionCatalog
{
    public PermissionCatalog(IEnumerable<IPermissionProvider> providers)
    {
        All = providers.SelectMany(provider => provider.Permissions).ToDictionary(permission => permission.Name, StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, Permission> All { get; }

    /// <summary>The permission itself and everything that implies it.</summary>
    public IEnumerable<string> Granting(string permission)
    {
        var granting = new HashSet<string>(StringComparer.Ordinal) { Permission.SiteOwner };
        var open = new Queue<string>([permission]);
        while (open.TryDequeue(out var name))
        {
            if (granting.Add(name) && All.TryGetValue(name, out var known))
            {
                Array.ForEach(known.ImpliedBy, open.Enqueue);
            }
        }

        return granting;
    }
}

/// <summary>Which permissions a set of roles holds. Kept by the module that keeps roles.</summary>
public interface IRolePermissions
{
    ValueTask<IReadOnlySet<string>> OfAsync(IReadOnlyCollection<string> roles, CancellationToken cancellationToken);
}

public interface IPermissionService
{
    /// <summary>True when the current user holds the permission, whatever the second factor.</summary>
    ValueTask<bool> HasAsync(string permission, CancellationToken cancellationToken);

    /// <summary>Null when the current user may use the permission now, the reason otherwise.</summary>
    ValueTask<Failure?> CheckAsync(string permission, CancellationToken cancellationToken);
}

internal sealed class PermissionService(ICurrentUser user, PermissionCatalog catalog, IRolePermissions roles) : IPermissionService
{
    private IReadOnlySet<string>? _held;

    public async ValueTask<bool> HasAsync(string permission, CancellationToken cancellationToken)
    {
        if (!catalog.All.ContainsKey(permission))
        {
            throw new InvalidOperationException($"No module declares the permission {permission}.");
        }

        if (user.IsSystem)
        {
            return true;
        }

        _held ??= user.IsSignedIn ? await roles.OfAsync(user.Roles, cancellationToken) : new HashSet<string>();
        return catalog.Granting(permission).Any(_held.Contains);
    }

    public async ValueTask<Failure?> CheckAsync(string permission, CancellationToken cancellationToken)
    {
        if (!await HasAsync(permission, cancellationToken))
        {
            return user.IsSignedIn || user.IsSystem
                ? Failure.Forbidden("not_permitted", "Your account may not do this. Ask an administrator if you think it should.")
                : new Failure(FailureKind.Unauthenticated, "sign_in_needed", "Please sign in first.");
        }

        return catalog.All[permission].NeedsSecondFactor && user is { IsSystem: false, HasSecondFactor: false }
            ? new Failure(FailureKind.SecondFactorNeeded, "second_factor_needed", "Please confirm with your second factor first.")
            : null;
    }
}
