using System.Security.Cryptography;
using System.Text;

namespace Charity.Platform.Security;

/// <summary>
/// Encrypts single fields with AES-256-GCM under a key that is not in the database. Text form: <c>v1:</c> and the base64 of
/// nonce (12 bytes), tag (16 bytes) and ciphertext.
/// </summary>
public sealed class FieldCipher
{
    private const string Version = "v1:";
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private readonly byte[] _key;
    private readonly byte[] _fingerprintKey;

    /// <param name="key">32 bytes.</param>
    public FieldCipher(byte[] key)
    {
        if (key.Length != 32)
        {
            throw new ArgumentException("The key must have 32 bytes.", nameof(key));
        }

        _key = key;
        _fingerprintKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "fingerprint"u8.ToArray());
    }

    /// <summary>
    /// 32 bytes that are the same for the same text and tell nothing about it without the key: for finding a row by a value that is
    /// stored encrypted. Bring the text into one form first (an address in lower case).
    /// </summary>
    public byte[] Fingerprint(string plain) => HMACSHA256.HashData(_fingerprintKey, Encoding.UTF8.GetBytes(plain));

    /// <summary>Ciphers of the same key are the same: what one made the other reads.</summary>
    public override bool Equals(object? obj) => obj is FieldCipher other && CryptographicOperations.FixedTimeEquals(_key, other._key);

    public override int GetHashCode() => BitConverter.ToInt32(_fingerprintKey);

    public string Encrypt(string plain)
    {
        var text = Encoding.UTF8.GetBytes(plain);
        var sealedBytes = new byte[NonceLength + TagLength + text.Length];
        var nonce = sealedBytes.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_key, TagLength);
        aes.Encrypt(nonce, text, sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength));
        return Version + Convert.ToBase64String(sealedBytes);
    }

    /// <exception cref="CryptographicException">The text was made under another key or was changed.</exception>
    public string Decrypt(string cipherText)
    {
        if (!cipherText.StartsWith(Version, StringComparison.Ordinal))
        {
            throw new CryptographicException("The field is not encrypted in a known form.");
        }

        var sealedBytes = new byte[cipherText.Length];
        if (!Convert.TryFromBase64String(cipherText[Version.Length..], sealedBytes, out var length) || length < NonceLength + TagLength)
        {
            throw new CryptographicException("The field was cut off or is not encrypted.");
        }

        Array.Resize(ref sealedBytes, length);
        var text = new byte[sealedBytes.Length - NonceLength - TagLength];
        using var aes = new AesGcm(_key, TagLength);
        aes.Decrypt(sealedBytes.AsSpan(0, NonceLength), sealedBytes.AsSpan(NonceLength + TagLength), sealedBytes.AsSpan(NonceLength, TagLength), text);
        return Encoding.UTF8.GetString(text);
    }
}
