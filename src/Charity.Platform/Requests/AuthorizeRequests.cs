using System.Reflection;
using Charity.Platform.Security;
using MediatR;

namespace Charity.Platform.Requests;

/// <summary>Permission first, then ownership. A request that names neither is refused: forgetting is not a way in.</summary>
internal sealed class AuthorizeRequests<TRequest, TResponse>(ICurrentUser user, IPermissionService permissions, IEnumerable<IAuthorize<TRequest>> checks)
    : IPipelineBehavior<TRequest, TResponse>
    where TResponse : IFailable<TResponse>
{
    // One reflection per closed type: the runtime keeps a static per TRequest.
    private static readonly string? RequiredPermission = typeof(TRequest).GetCustomAttribute<RequiresAttribute>()?.Permission;
    private static readonly bool IsForAnybody = typeof(TRequest).IsDefined(typeof(AnybodyAttribute), inherit: false);
    private static readonly bool IsForSignedIn = typeof(TRequest).IsDefined(typeof(SignedInAttribute), inherit: false);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (await RefusalAsync(cancellationToken) is { } refusal)
        {
            return TResponse.Fail(refusal);
        }

        foreach (var check in checks)
        {
            if (await check.AuthorizeAsync(request, cancellationToken) is { } failure)
            {
                return TResponse.Fail(failure);
            }
        }

        return await next();
    }

    private async Task<Failure?> RefusalAsync(CancellationToken cancellationToken)
    {
        if (IsForAnybody || user.IsSystem)
        {
            return null;
        }

        if (!user.IsSignedIn)
        {
            return new Failure(FailureKind.Unauthenticated, "sign_in_needed", "Please sign in first.");
        }

        if (IsForSignedIn)
        {
            return null;
        }

        if (RequiredPermission is null)
        {
            throw new InvalidOperationException($"{typeof(TRequest).Name} names no permission, [SignedIn] or [Anybody].");
        }

        return await permissions.CheckAsync(RequiredPermission, cancellationToken);
    }
}
