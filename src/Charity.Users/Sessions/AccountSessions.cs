using System.Data.Common;
using System.Security.Claims;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Users.Sessions;

/// <summary>How a request shows who sends it: a cookie, or a bearer token when there is one. Pages answer strangers with the sign-in page, the API with 401.</summary>
internal static class AccountSessions
{
    private const string Scheme = "Charity";
    private const string SignInPath = "/account/sign-in";

    public static void AddAccountSessions(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, options =>
            {
                options.ForwardDefaultSelector = context => HasBearer(context.Request) ? IdentityConstants.BearerScheme : IdentityConstants.ApplicationScheme;
                options.ForwardChallenge = options.ForwardForbid = IdentityConstants.ApplicationScheme;
            })
            .AddBearerToken(IdentityConstants.BearerScheme)
            .AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            Harden(cookie, "charity-session", configuration);
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
            cookie.LoginPath = SignInPath;
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.Events.OnValidatePrincipal = ValidateAsync;
            cookie.Events.OnRedirectToLogin = context => IsApi(context.Request)
                ? RefuseAsync(context.HttpContext, new Failure(FailureKind.Unauthenticated, "sign_in_needed", "Please sign in first."))
                : RedirectAsync(context);
            cookie.Events.OnRedirectToAccessDenied = DenyAsync;
        });
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme, cookie => Harden(cookie, "charity-second-factor", configuration));
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = TimeSpan.FromMinutes(5);
            options.OnRefreshingPrincipal = KeepSecondFactorAsync;
        });
        services.AddAuthorization();
    }

    public static bool HasBearer(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);

    private static void Harden(CookieAuthenticationOptions options, string name, IConfiguration configuration)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.IsEssential = true;

        // Without a public address, or with a plain one (a demonstration on localhost), the request decides: nobody could sign in otherwise.
        options.Cookie.SecurePolicy = configuration["Site:BaseUrl"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true
            ? CookieSecurePolicy.Always
            : CookieSecurePolicy.SameAsRequest;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        try
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
        }
        catch (DbException)
        {
            // An answer that failed here would fail again on the error page. LiveClaims asks the database for every request anyway.
        }
    }

    // The refreshed claims come from the account, which does not know what this session has proven.
    private static Task KeepSecondFactorAsync(SecurityStampRefreshingPrincipalContext context)
    {
        var proven = context.CurrentPrincipal?.FindAll(claim => claim.Type is CharityClaims.SecondFactor or "amr") ?? [];
        (context.NewPrincipal?.Identity as ClaimsIdentity)?.AddClaims(proven.Select(claim => claim.Clone()));
        return Task.CompletedTask;
    }

    private static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api");

    private static Task RefuseAsync(HttpContext context, Failure failure)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ApiResults.Problem(failure, context).ExecuteAsync(context);
    }

    private static Task DenyAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.HttpContext.User.Identity?.IsAuthenticated != true)
        {
            // The session has ended meanwhile (LiveClaims), which is not a lack of permission.
            return context.HttpContext.ChallengeAsync();
        }

        // The error page of this status, at the address that was asked for.
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static Task RedirectAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        // The address of a form's target need not be one that a browser can come back to.
        context.Response.Redirect(HttpMethods.IsGet(context.Request.Method) ? context.RedirectUri : SignInPath);
        return Task.CompletedTask;
    }
}
