using Charity.Platform.Codes;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Users.Accounts;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Users.SecondFactor;

/// <summary>The new key as a QR code and as text, until it is confirmed; afterwards nobody sees it again.</summary>
[SignedIn]
internal sealed record ShowAuthenticatorKey : IQuery<AuthenticatorKey>;

/// <param name="Svg">The QR code of an <c>otpauth://</c> address.</param>
/// <param name="Key">Base32 in groups of four.</param>
internal sealed record AuthenticatorKey(string Svg, string Key);

internal sealed class ShowAuthenticatorKeyHandler(AccountManager accounts, ICurrentUser current, ISettingsStore settings, IStringLocalizer texts)
    : IRequestHandler<ShowAuthenticatorKey, Result<AuthenticatorKey>>
{
    public async Task<Result<AuthenticatorKey>> Handle(ShowAuthenticatorKey request, CancellationToken cancellationToken)
    {
        var user = (await accounts.FindByIdAsync(current.Id.ToString()!))!;
        if (user.TwoFactorEnabled)
        {
            return SecondFactorFailures.AlreadyEnabled;
        }

        if (await accounts.GetAuthenticatorKeyAsync(user) is not { } key)
        {
            return SecondFactorFailures.NotEnabled;
        }

        var issuer = Uri.EscapeDataString((await settings.GetAsync<SiteSettings>(cancellationToken)).Name.ToString());
        var address = $"otpauth://totp/{issuer}:{Uri.EscapeDataString(user.Email!)}?secret={key}&issuer={issuer}&digits={Totp.Digits}";
        return new AuthenticatorKey(QrCode.Svg(address, texts["QR code for your authenticator app"]), string.Join(' ', key.Chunk(4).Select(group => new string(group))));
    }
}
