using System.Globalization;
using Charity.Platform.Text;

namespace Charity.Tests.Platform.Text;

public sealed class MoneyTests
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN"), English = CultureInfo.GetCultureInfo("en");

    [Theory]
    [InlineData(123456, "¥1,234.56")]
    [InlineData(-500, "-¥5.00")]
    [InlineData(0, "¥0.00")]
    [InlineData(7, "¥0.07")]
    [InlineData(long.MaxValue, "¥92,233,720,368,547,758.07")]
    [InlineData(long.MinValue, "-¥92,233,720,368,547,758.08")]
    public void Format_Yuan_IsTheSameInBothLanguages(long fen, string expected)
    {
        Assert.Equal(expected, Money.Format(fen, "CNY", Chinese));
        Assert.Equal(expected, Money.Format(fen, "cny", English));
    }

    [Fact]
    public void Format_AnotherThreadCulture_ChangesNoSeparator()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
            Assert.Equal("¥1,234.56", Money.Format(123456, "CNY"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("USD", "en", "-USD 1,234.56")]
    [InlineData("USD", "zh-CN", "-1,234.56美元")]
    [InlineData("JPY", "en", "-JPY 123,456")]
    [InlineData("KWD", "en", "-KWD 123.456")]
    [InlineData("KWD", "zh-CN", "-KWD 123.456")]
    public void Format_OtherCurrencies_AreNamedNotSigned(string currency, string culture, string expected) =>
        Assert.Equal(expected, Money.Format(-123456, currency, CultureInfo.GetCultureInfo(culture)));

    [Theory]
    [InlineData(1234567, "1.2万", "12.3K")]
    [InlineData(0, "0", "0")]
    [InlineData(-99, "0", "0")]
    [InlineData(99999, "999", "999")]
    [InlineData(100000, "1,000", "1K")]
    [InlineData(999999, "9,999", "9.9K")]
    [InlineData(1000000, "1万", "10K")]
    [InlineData(9999999999, "9999.9万", "99.9M")]
    [InlineData(2243900000000, "224.3亿", "22.4B")]
    [InlineData(-150000000, "-150万", "-1.5M")]
    [InlineData(long.MaxValue, "92233.7万亿", "92233.7T")]
    public void FormatCompact_AnyAmount_IsCutAndNeverRoundedUp(long fen, string chinese, string english)
    {
        Assert.Equal(chinese, Money.FormatCompact(fen, "CNY", Chinese));
        Assert.Equal(english, Money.FormatCompact(fen, "CNY", English));
    }

    [Theory]
    [InlineData("CNY", 2)]
    [InlineData("jpy", 0)]
    [InlineData("KWD", 3)]
    [InlineData("XXX", 2)]
    public void Decimals_AnyCurrency_FollowsIso4217(string currency, int expected) => Assert.Equal(expected, Money.Decimals(currency));
}
