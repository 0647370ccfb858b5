using System.Security.Cryptography;
using Charity.Platform.Security;
using Charity.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Charity.Tests.Platform.Security;

public sealed class FieldCipherTests
{
    private readonly FieldCipher _cipher = new(RandomNumberGenerator.GetBytes(32));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("0000555020260001")]
    [InlineData("江苏省苏州市 👩‍👩‍👧 v1:AAAA")]
    public void Decrypt_OfWhatWasEncrypted_IsTheText(string plain)
    {
        var sealedText = _cipher.Encrypt(plain);

        Assert.Equal(plain, _cipher.Decrypt(sealedText));
        Assert.StartsWith("v1:", sealedText, StringComparison.Ordinal);
        Assert.False(plain.Length > 8 && sealedText.Contains(plain, StringComparison.Ordinal));
    }

    [Fact]
    public void Encrypt_TheSameTextAgain_LooksDifferent() => Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => _cipher.Encrypt("the same")).Distinct().Count());

    [Fact]
    public void Decrypt_UnderAnotherKey_IsRefused() =>
        Assert.ThrowsAny<CryptographicException>(() => new FieldCipher(RandomNumberGenerator.GetBytes(32)).Decrypt(_cipher.Encrypt("secret")));

    [Fact]
    public void Decrypt_OfChangedText_IsRefusedWhicheverByteWasChanged()
    {
        var bytes = Convert.FromBase64String(_cipher.Encrypt("secret")["v1:".Length..]);
        for (var position = 0; position < bytes.Length; position++)
        {
            var changed = bytes.ToArray();
            changed[position] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => _cipher.Decrypt("v1:" + Convert.ToBase64String(changed)));
        }
    }

    [Theory]
    [InlineData("secret")]
    [InlineData("v2:AAAA")]
    [InlineData("v1:")]
    [InlineData("v1:AAAA")]
    [InlineData("v1:not base64!")]
    public void Decrypt_OfSomethingElse_IsRefused(string text) => Assert.ThrowsAny<CryptographicException>(() => _cipher.Decrypt(text));

    [Fact]
    public void Fingerprint_OfTheSameText_IsTheSameUnderOneKeyOnly()
    {
        Assert.Equal(_cipher.Fingerprint("a@people.example"), _cipher.Fingerprint("a@people.example"));
        Assert.NotEqual(_cipher.Fingerprint("a@people.example"), _cipher.Fingerprint("b@people.example"));
        Assert.NotEqual(_cipher.Fingerprint("a@people.example"), new FieldCipher(RandomNumberGenerator.GetBytes(32)).Fingerprint("a@people.example"));
        Assert.Equal(32, _cipher.Fingerprint("").Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(33)]
    public void Key_OfAnotherLength_IsRefused(int length) => Assert.Throws<ArgumentException>(() => new FieldCipher(new byte[length]));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void MasterKey_ThatIsNoKey_NamesTheSetting(string setting) =>
        Assert.Contains("Security:MasterKey", Assert.Throws<SettingsException>(() => MasterKey.Load(Settings(setting), "/nowhere")).Message, StringComparison.Ordinal);

    [Fact]
    public void MasterKey_NotGiven_IsMadeOnceAndReadableByTheSiteAlone()
    {
        var directory = PreparedSites.TemporaryDirectory();
        try
        {
            var made = MasterKey.Load(Settings(null), directory);

            Assert.Equal(32, made.Length);
            Assert.Equal(made, MasterKey.Load(Settings(null), directory));
            var file = Path.Combine(directory, "keys", "master.key");
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static IConfiguration Settings(string? masterKey) =>
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Security:MasterKey"] = masterKey }).Build();
}
