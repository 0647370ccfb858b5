using Charity.Platform.Requests;
using Charity.Platform.Web;
using Charity.Users.Accounts;
using Charity.Users.Registration;
using Charity.Users.Sessions;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Users.Api;

/// <summary>
/// ASP.NET Core Identity's token endpoints, with this site's rules in front. Answers with tokens are not kept for repetition, so
/// there is no <c>Idempotency-Key</c> here. A refreshed token has not passed the second factor again: sign in with a code for what
/// needs it. How somebody signs in (address, password, second factor) is changed on the pages alone, which ask for the password
/// again, count wrong ones and tell the account's holder.
/// </summary>
internal static class IdentityApi
{
    private const string Prefix = "/api/v1/identity";

    /// <summary>The endpoints that stay, by method and route. Identity maps all of its own or none.</summary>
    private static readonly string[] Open = ["POST /register", "POST /login", "POST /refresh", "POST /forgotPassword", "POST /resendConfirmationEmail", "GET /manage/info"];

    public static void MapIdentityApi(this IEndpointRouteBuilder endpoints)
    {
        var identity = endpoints.MapGroup(Prefix)
            .WithTags("Identity")
            .RequireRateLimiting(RateLimits.SignIn)
            .DisableAntiforgery()
            .AddEndpointFilter(ApplyOurRulesAsync);
        identity.MapIdentityApi<User>().Add(Hide);
    }

    private static void Hide(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder route && !IsOpen(route))
        {
            route.Metadata.Add(new ExcludeFromDescriptionAttribute());
            route.Metadata.Add(new OnPagesOnly());
        }
    }

    private static bool IsOpen(RouteEndpointBuilder route) =>
        route.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { HttpMethods: [var method] }
        && Open.Contains($"{method} {route.RoutePattern.RawText?.Replace(Prefix, string.Empty, StringComparison.Ordinal)}", StringComparer.Ordinal);

    private static async ValueTask<object?> ApplyOurRulesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<OnPagesOnly>() is not null)
        {
            return ApiResults.Problem(Failure.Forbidden("on_pages_only", "Please change this on the pages of your account, which ask for your password again."), http);
        }

        if (context.Arguments.OfType<RegisterRequest>().FirstOrDefault() is { } registration)
        {
            // The page's way: it tells nobody whether the address has an account, and gives every account a name.
            var mediator = http.RequestServices.GetRequiredService<IMediator>();
            return (await mediator.Send(new RegisterUser(registration.Email, null, registration.Password, AgreesToPrivacy: true), http.RequestAborted)).ToApi(http);
        }

        var answer = await next(context);

        // Identity says why an account does not open; only that a code is wanted is for whoever knows the password.
        return answer is INestedHttpResult { Result: ProblemHttpResult { ProblemDetails.Detail: not "RequiresTwoFactor" } } && context.Arguments.OfType<LoginRequest>().Any()
            ? ApiResults.Problem(SignInFailures.Failed with { Kind = FailureKind.Unauthenticated }, http)
            : answer;
    }

    /// <summary>Marks what the API refuses.</summary>
    private sealed class OnPagesOnly;
}
