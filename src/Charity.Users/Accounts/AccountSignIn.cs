using System.Security.Claims;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
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
    IAuditTrail audit,
    AccountMails mails)
    : SignInManager<User>(accounts, http, principals, options, logger, schemes, confirmation)
{
    private static readonly Claim SecondFactor = new(CharityClaims.SecondFactor, "yes");

    /// <summary>Why an account does not open is told by mail to whoever reads its mail, and to nobody else.</summary>
    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        var user = await UserManager.FindByNameAsync(userName);
        if (user is null || await UserManager.IsLockedOutAsync(user))
        {
            // As long as for an open account: the time taken must not tell which addresses have accounts.
            UserManager.PasswordHasher.HashPassword(new User(), password);
        }

        var result = user is null ? SignInResult.Failed : await PasswordSignInAsync(user, password, isPersistent, lockoutOnFailure);
        await RecordAsync(result, user);
        if (result.IsLockedOut || result.IsNotAllowed)
        {
            await unitOfWork.ExecuteAsync(token => ExplainAsync(user!, result, token), Context.RequestAborted);
        }

        return result;
    }

    /// <summary>Checks the password outside of a sign-in; a wrong one is counted and written down. Call it before a transaction begins.</summary>
    public async Task<Failure?> ProveAsync(User account, string? password)
    {
        var result = await CheckPasswordSignInAsync(account, password ?? string.Empty, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            return null;
        }

        await RecordAsync(result, account);
        return result.IsLockedOut
            ? Failure.Field("Password", "locked_out", "Too many attempts. Please wait {0} minutes, then try again.", Startup.LockoutMinutes)
            : Failure.Field("Password", "wrong_password", "This is not your password.");
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
        var isProven = withSecondFactor || Context.User.HasClaim(claim => claim.Type == CharityClaims.SecondFactor);
        var method = new Claim("amr", isProven && user.TwoFactorEnabled ? "mfa" : "pwd");
        return SignInWithClaimsAsync(user, new AuthenticationProperties { IsPersistent = session?.IsPersistent == true }, [method]);
    }

    /// <summary>For the rest of this request the person is only an id: nothing written now may hold the name again.</summary>
    public void ForgetName(Guid id) => Context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id.ToString())]));

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

    private async Task<bool> ExplainAsync(User user, SignInResult result, CancellationToken cancellationToken)
    {
        if (result.IsNotAllowed)
        {
            await mails.ConfirmEmailAsync(user, await UserManager.GenerateEmailConfirmationTokenAsync(user), cancellationToken);
        }
        else
        {
            await mails.LockedAsync(user, cancellationToken);
        }

        return true;
    }
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
