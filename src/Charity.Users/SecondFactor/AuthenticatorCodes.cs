using System.Text;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Charity.Users.SecondFactor;

/// <summary>Checks codes of an authenticator app. Identity's own check would take the same code again and again while it lasts.</summary>
internal sealed class AuthenticatorCodes(TimeProvider clock) : IUserTwoFactorTokenProvider<User>
{
    public Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) => Task.FromResult(string.Empty);

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user) =>
        await manager.GetAuthenticatorKeyAsync(user) is { } key
        && Totp.Match(key, SecondFactorCode.Clean(token), clock.GetUtcNow()) is { } step
        && user.Accept(step)
        && (await manager.UpdateAsync(user)).Succeeded;

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) => !string.IsNullOrEmpty(await manager.GetAuthenticatorKeyAsync(user));
}

/// <summary>What people type as their second factor: the app's six digits, or a recovery code like <c>ABCDE-FGHJK</c>.</summary>
internal static class SecondFactorCode
{
    private const int RecoveryHalf = 5;

    public static string Clean(string? typed)
    {
        var text = string.Concat(PlainText.Clean(typed).Normalize(NormalizationForm.FormKC).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return text.Length == 2 * RecoveryHalf ? $"{text[..RecoveryHalf]}-{text[RecoveryHalf..]}" : text;
    }

    public static bool IsFromApp(string cleaned) => cleaned.Length == Totp.Digits && cleaned.All(char.IsAsciiDigit);
}
