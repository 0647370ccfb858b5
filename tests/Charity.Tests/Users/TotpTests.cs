using Charity.Users.SecondFactor;

namespace Charity.Tests.Users;

public sealed class TotpTests
{
    /// <summary>RFC 6238, appendix B: the ASCII secret 12345678901234567890 in base32.</summary>
    private const string Key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    // Appendix B shows eight digits; six are the last six of them.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void CodeAt_TimesOfTheStandard_GivesItsCodes(long seconds, string code)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, Totp.CodeAt(Key, now));
        Assert.Equal(seconds / 30, Totp.Match(Key, code, now));
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void Match_ACodeOfAnotherTime_CountsWithinHalfAMinute(int secondsLater, bool counts)
    {
        var made = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);

        Assert.Equal(counts, Totp.Match(Key, Totp.CodeAt(Key, made), made.AddSeconds(secondsLater)) is not null);
    }

    [Theory]
    [InlineData("123 456", "123456")]
    [InlineData("１２３４５６", "123456")]
    [InlineData("abcde-fghjk", "ABCDE-FGHJK")]
    [InlineData("abcdefghjk", "ABCDE-FGHJK")]
    [InlineData("\ud800", "")]
    [InlineData(null, "")]
    public void Clean_WhatPeopleType_IsTheCode(string? typed, string code) => Assert.Equal(code, SecondFactorCode.Clean(typed));
}
