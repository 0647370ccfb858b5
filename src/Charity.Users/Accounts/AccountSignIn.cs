using System.Security.Claims;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Charity.Users.Accounts;

/// <summary>
/// Identity's sign-in for pages and API, with an audit entry for each attempt. An address is confirmed before its account opens,
/// and no device is ever remembered in place of the second factor.
/// </summary>
internal sealed class AccountSignIn(
    AccountManager accounts,
    IHttpContextAccessor http,
    IUserClaimsPrincipalFactory<User> principals,
    IOptions<IdentityOptions> options,
    ILogger<SignInManager<User>> logger,
    IAuthenticationSchemeProvider schemes,
    IUserConfirmation<User> confirmation,
    UnitOfWork unitOfWork,
    IAuditTrail audit)
    : SignInManager<User>(accounts, http, principals, options, logger, schemes, confirmation)
{
    private static readonly Claim SecondFactor = new(CharityClaims.SecondFactor, "yes");

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        if (await UserManager.FindByNameAsync(userName) is not { } user)
        {
            // As long as for a known address: the time taken must not tell which addresses have accounts.
            UserManager.PasswordHasher.HashPassword(new User(), password);
            return await RecordAsync(SignInResult.Failed, null);
        }

        return await RecordAsync(await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure), user);
    }

    public override async Task<SignInResult> TwoFactorAuthenticatorSignInAsync(string code, bool isPersistent, bool rememberClient)
    {
        var user = await GetTwoFactorAuthenticationUserAsync();
        return await RecordAsync(await base.TwoFactorAuthenticatorSignInAsync(code, isPersistent, rememberClient: false), user);
    }

    public override async Task<SignInResult> TwoFactorRecoveryCodeSignInAsync(string recoveryCode)
    {
        var user = await GetTwoFactorAuthenticationUserAsync();
        return await RecordAsync(
            user is not null && await UserManager.IsLockedOutAsync(user) ? SignInResult.LockedOut : await base.TwoFactorRecoveryCodeSignInAsync(recoveryCode),
            user);
    }

    /// <summary>Every way into a session passes here; the second factor's is marked <c>amr=mfa</c> by Identity.</summary>
    public override Task SignInWithClaimsAsync(User user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        var claims = additionalClaims.ToList();
        return base.SignInWithClaimsAsync(user, authenticationProperties, claims.Any(claim => claim is { Type: "amr", Value: "mfa" }) ? claims.Append(SecondFactor) : claims);
    }

    /// <summary>Writes the cookie of the present session anew, after its account or its standing changed.</summary>
    public Task ReissueAsync(User user, bool withSecondFactor)
    {
        var session = Context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties;
        var method = new Claim("amr", withSecondFactor || Context.User.HasClaim(claim => claim.Type == CharityClaims.SecondFactor) ? "mfa" : "pwd");
        return SignInWithClaimsAsync(user, new AuthenticationProperties { IsPersistent = session?.IsPersistent == true }, [method]);
    }

    /// <summary>Writes down what came of an attempt to prove something; never what was typed.</summary>
    public Task<SignInResult> RecordAsync(SignInResult result, User? user) => unitOfWork.ExecuteAsync(
        _ =>
        {
            var action = result switch
            {
                { Succeeded: true } => "SignIn.Succeeded",
                { IsLockedOut: true } => "SignIn.LockedOut",
                { RequiresTwoFactor: true } => "SignIn.SecondFactorAsked",
                _ => "SignIn.Failed",
            };
            audit.Record(action, user?.Id.ToString());
            return Task.FromResult(result);
        },
        Context.RequestAborted);

    public override Task<bool> IsTwoFactorClientRememberedAsync(User user) => Task.FromResult(false);

    public override Task RememberTwoFactorClientAsync(User user) => Task.CompletedTask;

    public override Task ForgetTwoFactorClientAsync() => Task.CompletedTask;

    /// <summary>Comes after the password: somebody who does not know it does not learn whether the address waits for confirmation.</summary>
    protected override Task<SignInResult> SignInOrTwoFactorAsync(User user, bool isPersistent, string? loginProvider = null, bool bypassTwoFactor = false) =>
        user.EmailConfirmed ? base.SignInOrTwoFactorAsync(user, isPersistent, loginProvider, bypassTwoFactor) : Task.FromResult(SignInResult.NotAllowed);
}

/// <summary>A session's claims: Identity's (id, e-mail, roles, security stamp) and the name shown.</summary>
internal sealed class AccountClaims(AccountManager accounts, RoleManager<Roles.Role> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, Roles.Role>(accounts, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(CharityClaims.DisplayName, user.Name));
        return identity;
    }
}
