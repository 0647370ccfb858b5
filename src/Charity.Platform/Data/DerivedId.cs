using System.Security.Cryptography;
using System.Text;

namespace Charity.Platform.Data;

/// <summary>Ids that come out the same for the same thing: a repetition finds what is there instead of making it again.</summary>
public static class DerivedId
{
    /// <summary>A version 8 UUID (RFC 9562) of the parts' SHA-256.</summary>
    public static Guid Of(params ReadOnlySpan<string> parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!)));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
