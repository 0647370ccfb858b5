using Microsoft.AspNetCore.Identity;

namespace Charity.Users.Accounts;

/// <summary>An account. The user name is the e-mail address; both change together.</summary>
internal sealed class User : IdentityUser<Guid>
{
    public const int NameLength = 60;

    /// <summary>The lock that staff set and erasure leaves behind; failed sign-ins lock for minutes only.</summary>
    public static readonly DateTimeOffset LockedForGood = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    public string Name { get; private set; } = string.Empty;

    /// <summary>The language of this person's mail, <c>zh-CN</c> or <c>en</c>.</summary>
    public string Culture { get; private set; } = "zh-CN";

    public DateTime CreatedUtc { get; private init; }

    /// <summary>When the person asked to be forgotten; the row stays, because the books and the audit trail name its id.</summary>
    public DateTime? ErasedUtc { get; private set; }

    /// <summary>The time step (RFC 6238) of the last accepted authenticator code: no code opens twice.</summary>
    public long? AuthenticatorStep { get; private set; }

    public bool IsLockedForGood => LockoutEnd >= LockedForGood;

    /// <param name="name">Blank: the part of the address before the @.</param>
    public static User Open(string email, string? name, string culture, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserName = email,
        Email = email,
        Name = NameOr(email, name),
        Culture = culture,
        CreatedUtc = now.UtcDateTime,
        LockoutEnabled = true,
    };

    public void Introduce(string? name, string culture)
    {
        Name = NameOr(Email!, name);
        Culture = culture;
    }

    /// <returns>False when the code of this step, or a later one, was accepted before.</returns>
    public bool Accept(long authenticatorStep)
    {
        if (authenticatorStep <= AuthenticatorStep)
        {
            return false;
        }

        AuthenticatorStep = authenticatorStep;
        return true;
    }

    public void ForgetAuthenticator() => AuthenticatorStep = null;

    /// <summary>Removes everything that says who this was; roles, scopes and tokens are removed by the caller.</summary>
    public void Erase(DateTimeOffset now)
    {
        Email = UserName = $"{Id:N}@erased.invalid";
        NormalizedEmail = NormalizedUserName = UserName.ToUpperInvariant();
        Name = string.Empty;
        EmailConfirmed = false;
        PhoneNumber = null;
        PasswordHash = null;
        TwoFactorEnabled = false;
        AuthenticatorStep = null;
        LockoutEnd = LockedForGood;
        ErasedUtc = now.UtcDateTime;
    }

    private static string NameOr(string email, string? name)
    {
        var chosen = string.IsNullOrWhiteSpace(name) ? email[..email.IndexOf('@', StringComparison.Ordinal)] : name;
        return chosen.Length > NameLength ? chosen[..NameLength] : chosen;
    }
}

internal enum ScopeKind
{
    Area = 0,
    Fund = 1,
}

/// <summary>Something a member of staff looks after: an area by its code, or a fund by its slug.</summary>
internal sealed class UserScope
{
    public required Guid UserId { get; init; }
    public required ScopeKind Kind { get; init; }
    public required string Code { get; init; }
}
