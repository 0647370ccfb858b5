using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Charity.Payments.Webhooks;

internal enum SignatureVerdict
{
    Valid,
    Malformed,
    Wrong,
    TooOld,
    TooNew,
}

/// <summary>
/// Signatures of events in Stripe's form, <c>t=unix,v1=hex[,v1=hex…]</c>: HMAC-SHA256 over the text of <c>t</c>, a full stop and the
/// raw body, keyed with the whole secret as UTF-8 (https://docs.stripe.com/webhooks#verify-manually).
/// Stricter than Stripe's own libraries where they differ from each other: exactly one all-digit <c>t</c>, lower-case hex, and a
/// tolerance in both directions.
/// </summary>
internal static class WebhookSignature
{
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);
    private const int LongestTime = 12;

    /// <summary>The signature first, the time afterwards: a forger learns nothing from the clock.</summary>
    public static SignatureVerdict Verify(string header, ReadOnlySpan<byte> body, IReadOnlyList<byte[]> secrets, DateTimeOffset now)
    {
        if (Parse(header) is not { } parsed)
        {
            return SignatureVerdict.Malformed;
        }

        if (!Matches(parsed, body, secrets))
        {
            return SignatureVerdict.Wrong;
        }

        var age = now.ToUnixTimeSeconds() - long.Parse(parsed.Time, NumberStyles.None, CultureInfo.InvariantCulture);
        return age > Tolerance.TotalSeconds ? SignatureVerdict.TooOld : age < -Tolerance.TotalSeconds ? SignatureVerdict.TooNew : SignatureVerdict.Valid;
    }

    /// <summary>The header value for a body signed now.</summary>
    public static string Sign(ReadOnlySpan<byte> body, byte[] secret, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Compute(time, body, secret)}";
    }

    private static bool Matches(ParsedHeader header, ReadOnlySpan<byte> body, IReadOnlyList<byte[]> secrets)
    {
        var found = false;
        foreach (var secret in secrets)
        {
            var expected = Compute(header.Time, body, secret);
            foreach (var candidate in header.Candidates)
            {
                // No early exit: the time taken says nothing about which secret or candidate was near.
                found |= CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(expected.AsSpan()), MemoryMarshal.AsBytes(candidate.AsSpan()));
            }
        }

        return found;
    }

    private static string Compute(string time, ReadOnlySpan<byte> body, byte[] secret)
    {
        Span<byte> prefix = stackalloc byte[LongestTime + 1];
        var length = Encoding.ASCII.GetBytes(time, prefix);
        prefix[length] = (byte)'.';
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hmac.AppendData(prefix[..(length + 1)]);
        hmac.AppendData(body);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        hmac.GetHashAndReset(hash);
        return Convert.ToHexStringLower(hash);
    }

    private static ParsedHeader? Parse(string header)
    {
        string? time = null;
        var candidates = new List<string>(1);
        foreach (var part in header.Split(','))
        {
            var item = part.Trim(' ');
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                return null;
            }

            var value = item[(equals + 1)..];
            switch (item[..equals])
            {
                case "t" when time is not null || value.Length is 0 or > LongestTime || !value.All(char.IsAsciiDigit):
                    return null;
                case "t":
                    time = value;
                    break;
                case "v1":
                    candidates.Add(value);
                    break;
            }
        }

        return time is null || candidates.Count == 0 ? null : new ParsedHeader(time, candidates);
    }

    private sealed record ParsedHeader(string Time, List<string> Candidates);
}
