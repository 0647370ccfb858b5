using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Charity.Platform.Security;

/// <summary>
/// The key outside the database that protects what is encrypted inside it: <c>Security:MasterKey</c> (base64 of 32 bytes), or a
/// file in the data directory made on first start. Several nodes need the setting; losing the key loses the encrypted fields.
/// </summary>
internal static class MasterKey
{
    public static byte[] Load(IConfiguration configuration, string dataDirectory)
    {
        if (configuration["Security:MasterKey"] is { Length: > 0 } setting)
        {
            var key = new byte[32];
            return Convert.TryFromBase64String(setting, key, out var length) && length == 32
                ? key
                : throw new SettingsException("Security:MasterKey must be the base64 text of exactly 32 bytes.");
        }

        var path = Path.Combine(dataDirectory, "keys", "master.key");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var made = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
            var temporary = path + ".new";
            File.WriteAllText(temporary, made);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            File.Move(temporary, path, overwrite: false);
        }

        return Convert.FromBase64String(File.ReadAllText(path));
    }
}

/// <summary>A setting is missing or wrong; the message is one sentence that names the key.</summary>
public sealed class SettingsException(string message) : Exception(message);
