using Charity.Donations.Giving;
using Charity.Platform.Security;
using Charity.Platform.Text;

namespace Charity.Tests.Platform.Text;

public sealed class EmailAddressesTests
{
    [Theory]
    [InlineData("zhang.san@example.org", true)]
    [InlineData(" ｚｈａｎｇ＠example.org ", true)]
    [InlineData("zhang+gifts@mail.example.org", true)]
    [InlineData("zhang", false)]
    [InlineData("zhang@example", false)]
    [InlineData("a@example.org,b@example.org", false)]
    [InlineData("a@example.org\r\nBcc: b@example.org", false)]
    [InlineData("\"a b\"@example.org", false)]
    [InlineData("\ud800@example.org", false)]
    [InlineData(null, false)]
    public void IsValid_AnAddress_IsOneThatMailCanBeSentTo(string? typed, bool valid) => Assert.Equal(valid, EmailAddresses.IsValid(typed));

    [Theory]
    [InlineData("Zhang@Example.ORG")]
    [InlineData(" ｚｈａｎｇ＠example．org ")]
    [InlineData("zhang\u200b@example.org")]
    public void Clean_ForAnAccountAndForAGift_IsTheSame(string typed)
    {
        var cipher = new FieldCipher(new byte[32]);

        Assert.Equal("zhang@example.org", EmailAddresses.Clean(typed));
        Assert.Equal("zhang@example.org", DonorEmail.Clean(typed));
        Assert.Equal(DonorEmail.Fingerprint(cipher, "zhang@example.org"), DonorEmail.Fingerprint(cipher, typed));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("  ", true)]
    [InlineData("zhang@example.org", true)]
    [InlineData("zhang@example", false)]
    public void IsEmptyOrValid_OfADonorsAddress_AllowsNone(string? typed, bool allowed) => Assert.Equal(allowed, DonorEmail.IsEmptyOrValid(typed));
}
