using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Web;
using Charity.Users.Accounts;
using Charity.Users.Registration;
using Charity.Users.Sessions;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Users.Api;

/// <summary>
/// ASP.NET Core Identity's token endpoints, with this site's rules in front. Answers with tokens are not kept for repetition, so
/// there is no <c>Idempotency-Key</c> here. A refreshed token has not passed the second factor again: sign in with a code for what needs it.
/// </summary>
internal static class IdentityApi
{
    public static void MapIdentityApi(this IEndpointRouteBuilder endpoints) => endpoints.MapGroup("/api/v1/identity")
        .WithTags("Identity")
        .RequireRateLimiting(RateLimits.SignIn)
        .DisableAntiforgery()
        .AddEndpointFilter(ApplyOurRulesAsync)
        .MapIdentityApi<User>();

    private static async ValueTask<object?> ApplyOurRulesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (context.Arguments.OfType<RegisterRequest>().FirstOrDefault() is { } registration)
        {
            // The page's way: it tells nobody whether the address has an account, and gives every account a name.
            var mediator = http.RequestServices.GetRequiredService<IMediator>();
            return (await mediator.Send(new RegisterUser(registration.Email, null, registration.Password, AgreesToPrivacy: true), http.RequestAborted)).ToApi(http);
        }

        return context.Arguments.OfType<TwoFactorRequest>().Any() && await RefusalAsync(http) is { } refusal ? ApiResults.Problem(refusal, http) : await next(context);
    }

    // The endpoint shows the authenticator's key and can switch the second factor off.
    private static async Task<Failure?> RefusalAsync(HttpContext http)
    {
        if (!AccountSessions.HasBearer(http.Request))
        {
            return Failure.Forbidden("bearer_token_needed", "Sign in for a token first; a browser's session does not change the second factor here.");
        }

        var account = await http.RequestServices.GetRequiredService<AccountManager>().GetUserAsync(http.User);
        return account?.TwoFactorEnabled == true && !http.RequestServices.GetRequiredService<ICurrentUser>().HasSecondFactor
            ? new Failure(FailureKind.SecondFactorNeeded, "second_factor_needed", "Please confirm with your second factor first.")
            : null;
    }
}
