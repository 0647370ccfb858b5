using Charity.Platform.Audit;
using Charity.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Charity.Users.Accounts;

/// <summary>Identity's manager; whatever touches how somebody signs in goes into the audit trail, whether a page or the API did it.</summary>
internal sealed class AccountManager(
    IUserStore<User> store,
    IOptions<IdentityOptions> options,
    IPasswordHasher<User> hasher,
    IEnumerable<IUserValidator<User>> userValidators,
    IEnumerable<IPasswordValidator<User>> passwordValidators,
    ILookupNormalizer normalizer,
    IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<UserManager<User>> logger,
    CharityDbContext db,
    UnitOfWork unitOfWork,
    IAuditTrail audit)
    : UserManager<User>(store, options, hasher, userValidators, passwordValidators, normalizer, errors, services, logger)
{
    public override Task<IdentityResult> CreateAsync(User user) => RecordAsync("User.Created", user, () => base.CreateAsync(user));

    public override Task<IdentityResult> ConfirmEmailAsync(User user, string token) => RecordAsync("Email.Confirmed", user, () => base.ConfirmEmailAsync(user, token));

    /// <summary>Until the transaction ends nobody else gives this address to an account: of two who try at once, the second finds the first's.</summary>
    public Task LockAddressAsync(string email, CancellationToken cancellationToken) => db.LockAsync($"users-address:{NormalizeEmail(email)}", cancellationToken);

    /// <summary>The e-mail address and the user name, which are one.</summary>
    public override Task<IdentityResult> ChangeEmailAsync(User user, string newEmail, string token) => RecordAsync("Email.Changed", user, async () =>
    {
        var changed = await base.ChangeEmailAsync(user, newEmail, token);
        return changed.Succeeded ? await SetUserNameAsync(user, newEmail) : changed;
    });

    public override Task<IdentityResult> ChangePasswordAsync(User user, string currentPassword, string newPassword) =>
        RecordAsync("Password.Changed", user, () => base.ChangePasswordAsync(user, currentPassword, newPassword));

    /// <summary>Whoever has the link has the mailbox, so the address is confirmed as well; a lock for minutes ends.</summary>
    public override Task<IdentityResult> ResetPasswordAsync(User user, string token, string newPassword) => RecordAsync("Password.Reset", user, () =>
    {
        user.EmailConfirmed = true;
        user.AccessFailedCount = 0;
        user.LockoutEnd = user.IsLockedForGood ? user.LockoutEnd : null;
        return base.ResetPasswordAsync(user, token, newPassword);
    });

    public override Task<IdentityResult> SetTwoFactorEnabledAsync(User user, bool enabled) =>
        RecordAsync(enabled ? "SecondFactor.Enabled" : "SecondFactor.Disabled", user, () => base.SetTwoFactorEnabledAsync(user, enabled));

    public override Task<IdentityResult> ResetAuthenticatorKeyAsync(User user)
    {
        user.ForgetAuthenticator();
        return base.ResetAuthenticatorKeyAsync(user);
    }

    public override Task<IdentityResult> RedeemTwoFactorRecoveryCodeAsync(User user, string code) =>
        RecordAsync("SecondFactor.RecoveryCodeUsed", user, () => base.RedeemTwoFactorRecoveryCodeAsync(user, code));

    public override async Task<IEnumerable<string>?> GenerateNewTwoFactorRecoveryCodesAsync(User user, int number)
    {
        IEnumerable<string>? codes = null;
        await RecordAsync("SecondFactor.RecoveryCodesMade", user, async () =>
        {
            codes = await base.GenerateNewTwoFactorRecoveryCodesAsync(user, number);
            return codes is null ? IdentityResult.Failed(ErrorDescriber.ConcurrencyFailure()) : IdentityResult.Success;
        });
        return codes;
    }

    /// <summary>Switches the second factor off and throws the app's key and the recovery codes away.</summary>
    public async Task<IdentityResult> RemoveSecondFactorAsync(User user)
    {
        var disabled = await SetTwoFactorEnabledAsync(user, false);
        if (!disabled.Succeeded)
        {
            return disabled;
        }

        await base.GenerateNewTwoFactorRecoveryCodesAsync(user, 0);
        return await ResetAuthenticatorKeyAsync(user);
    }

    /// <summary>Ends every session and every unused link of the account.</summary>
    public Task<IdentityResult> SignOutEverywhereAsync(User user, string action) => RecordAsync(action, user, () => UpdateSecurityStampAsync(user));

    private Task<IdentityResult> RecordAsync(string action, User user, Func<Task<IdentityResult>> change) => unitOfWork.ExecuteAsync(
        async _ =>
        {
            var result = await change();
            if (result.Succeeded)
            {
                audit.Record(action, user.Id.ToString());
            }

            return result;
        },
        result => result.Succeeded,
        CancellationToken);
}
