using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Charity.Users.SecondFactor;

/// <summary>Time-based one-time passwords (RFC 6238) as authenticator apps make them: HMAC-SHA-1, 30 seconds, 6 digits.</summary>
internal static class Totp
{
    public const int Digits = 6;
    private const int StepSeconds = 30;

    /// <summary>The code before and the code after count as well: clocks differ, and people type slowly.</summary>
    private const int Tolerance = 1;

    /// <param name="key">Base32 (RFC 4648), as authenticator apps take it.</param>
    /// <returns>The time step the code belongs to, or null when it is none of the present ones.</returns>
    public static long? Match(string key, string code, DateTimeOffset now)
    {
        var secret = Base32(key);
        var present = now.ToUnixTimeSeconds() / StepSeconds;
        for (var step = present - Tolerance; step <= present + Tolerance; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(Code(secret, step)), System.Text.Encoding.UTF8.GetBytes(code)))
            {
                return step;
            }
        }

        return null;
    }

    public static string CodeAt(string key, DateTimeOffset now) => Code(Base32(key), now.ToUnixTimeSeconds() / StepSeconds);

    private static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6238 says SHA-1, authenticator apps know nothing else, and HMAC does not need collision resistance.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var truncated = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & 0x7FFFFFFF;
        return (truncated % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Base32(string text)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bytes = new List<byte>(text.Length * 5 / 8);
        var (buffer, bits) = (0, 0);
        foreach (var character in text.TrimEnd('='))
        {
            var value = alphabet.IndexOf(char.ToUpperInvariant(character), StringComparison.Ordinal);
            if (value < 0)
            {
                throw new FormatException("The authenticator key is not base32.");
            }

            buffer = ((buffer << 5) | value) & 0xFFFF;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
            }
        }

        return [.. bytes];
    }
}
