using Charity.Donations.Giving;

namespace Charity.Tests.Donations;

public sealed class FeeCoverTests
{
    [Theory]
    [InlineData(60, 0)]
    [InlineData(290, 30)]
    [InlineData(0, 0)]
    [InlineData(0, 50)]
    [InlineData(600, 7)]
    public void CoverOf_AnyGift_LetsTheWholeGiftArriveAndNotAFenMore(int basisPoints, long fixedMinor)
    {
        var rules = new GivingSettings { FeeBasisPoints = basisPoints, FeeFixedMinor = fixedMinor };
        foreach (var gift in Enumerable.Range(100, 3_000).Select(minor => (long)minor).Concat([9_999, 10_000, 123_456, 99_999_999, 100_000_000]))
        {
            var charged = gift + FeeCover.CoverOf(gift, rules);

            Assert.True(charged - FeeCover.FeeOf(charged, rules) >= gift, $"{gift}: too little arrives of {charged}");
            Assert.True(charged == gift || charged - 1 - FeeCover.FeeOf(charged - 1, rules) < gift, $"{gift}: {charged} is more than needed");
        }
    }

    [Fact]
    public void CoverOf_AHundredYuan_IsWhatThePageSays() => Assert.Equal(61, FeeCover.CoverOf(10_000, new GivingSettings()));
}
