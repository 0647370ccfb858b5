using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Settings;
using Charity.Platform.Web;
using Charity.Users.Contracts;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Users.Accounts;

/// <summary>The mails about accounts, in their reader's language.</summary>
internal sealed class AccountMails(CharityDbContext db, IMailOutbox outbox, ISettingsStore settings, IStringLocalizer texts, SiteAddress address, TimeProvider clock)
{
    public Task ConfirmEmailAsync(User user, string token, CancellationToken cancellationToken) => AddAsync(
        Key("confirm-email", user.Id, token),
        Summary(user),
        T => T["Please confirm your e-mail address"],
        T =>
        [
            T["Somebody, probably you, opened an account with this e-mail address. Please open this link to confirm the address:"],
            Link("/account/confirm-email", user.Id, token),
            T["The link works for {0} hours. If it was not you, ignore this mail: without the link the account stays closed.", Startup.LinkHours],
        ],
        cancellationToken);

    public Task ConfirmChangeAsync(User user, string newEmail, string token, CancellationToken cancellationToken) => AddAsync(
        Key("change-email", user.Id, token),
        Summary(user) with { Email = newEmail },
        T => T["Please confirm your new e-mail address"],
        T =>
        [
            T["You want to use this e-mail address for your account. Please open this link to confirm it:"],
            Link("/account/confirm-email", user.Id, token) + $"&email={Uri.EscapeDataString(newEmail)}",
            T["The link works for {0} hours. Until then your old address stays in use.", Startup.LinkHours],
        ],
        cancellationToken);

    public Task AccountExistsAsync(User user, string occasion, CancellationToken cancellationToken) => AddAsync(
        Key("account-exists", user.Id, occasion),
        Summary(user),
        T => T["You have an account already"],
        T =>
        [
            T["Somebody, probably you, wanted to open an account with this e-mail address. You have one already: sign in with it, or choose a new password if you have forgotten yours."],
            address.Of("/account/sign-in"),
            address.Of("/account/forgot-password"),
        ],
        cancellationToken);

    public Task ResetPasswordAsync(User user, string token, CancellationToken cancellationToken) => AddAsync(
        Key("reset-password", user.Id, token),
        Summary(user),
        T => T["Choose a new password"],
        T =>
        [
            T["Somebody, probably you, asked for a new password for your account. Open this link to choose one:"],
            Link("/account/reset-password", user.Id, token),
            T["The link works once, for {0} hours. If it was not you, ignore this mail: your password stays as it is.", Startup.LinkHours],
        ],
        cancellationToken);

    /// <summary>Once for every lock that somebody ran into; for one that staff set, once a day.</summary>
    public async Task LockedAsync(User user, CancellationToken cancellationToken)
    {
        // By the second: databases keep less of a moment than memory does.
        var occasion = user.IsLockedForGood
            ? clock.GetUtcNow().ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            : user.LockoutEnd!.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var key = Key("locked", user.Id, occasion);
        await db.LockAsync(key, cancellationToken);
        if (await db.Set<OutgoingMail>().AnyAsync(mail => mail.Key == key, cancellationToken))
        {
            return;
        }

        await AddAsync(
            key,
            Summary(user),
            T => T["Your account is locked"],
            T => user.IsLockedForGood
                ? [T["Somebody, probably you, tried to sign in to your account. It has been locked by the charity's staff. Please ask them."]]
                : [
                    T["There were too many failed attempts to sign in to your account, so it is locked for {0} minutes. You can try again then, or choose a new password at once:", Startup.LockoutMinutes],
                    address.Of("/account/forgot-password"),
                    T["If it was not you, there is nothing you need to do: nobody got in."],
                ],
            cancellationToken);
    }

    /// <summary>Tells somebody that something about how they sign in was changed, in case it was not them.</summary>
    public Task TellChangeAsync(User user, string occasion, Func<IStringLocalizer, string> what, CancellationToken cancellationToken) => AddAsync(
        Key("account-changed", user.Id, occasion),
        Summary(user),
        T => T["Your account was changed"],
        T =>
        [
            what(T),
            T["If it was not you, choose a new password at once: this ends every session."],
            address.Of("/account/forgot-password"),
        ],
        cancellationToken);

    public Task ErasedAsync(UserSummary person, IReadOnlyList<string> kept, CancellationToken cancellationToken) => AddAsync(
        $"erased:{person.Id}",
        person,
        T => T["Your account has been erased"],
        T =>
        [
            T["As you asked, your account has been erased. Nobody can sign in with it any more. This is what stays, and why:"],
            .. kept.Select(reason => $"- {T[reason]}"),
            T["This is the last mail we send you about your account."],
        ],
        cancellationToken);

    /// <summary>A mail to one reader; <paramref name="subject"/> and <paramref name="paragraphs"/> are asked in the reader's language.</summary>
    public async Task AddAsync(
        string key, UserSummary reader, Func<IStringLocalizer, string> subject, Func<IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken)
    {
        var site = (await settings.GetAsync<SiteSettings>(cancellationToken)).Name;
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(reader.Culture);
        try
        {
            var text = string.Join("\n\n", [texts["Dear {0},", reader.Name], .. paragraphs(texts), site.ToString()]);
            outbox.Add(new MailDraft(key, reader.Email, $"{subject(texts)} · {site}", text));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }

    private static UserSummary Summary(User user) => new(user.Id, user.Email!, user.Name, user.EmailConfirmed, user.Culture);

    // Each token is made once, so each of its mails is promised once; the token itself stays out of the key.
    private static string Key(string purpose, Guid userId, string token) =>
        $"{purpose}:{userId}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))[..32]}";

    private string Link(string path, Guid userId, string token) => address.Of($"{path}?userId={userId}&code={MailedToken.Encode(token)}");
}

/// <summary>Identity's tokens as links carry them: base64url.</summary>
internal static class MailedToken
{
    public static string Encode(string token) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token));

    /// <returns>Empty, which no check accepts, for what is not a token.</returns>
    public static string Decode(string? code)
    {
        try
        {
            return Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code ?? string.Empty));
        }
        catch (FormatException)
        {
            return string.Empty;
        }
    }
}
