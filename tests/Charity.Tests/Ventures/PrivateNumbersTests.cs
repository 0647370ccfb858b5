using Charity.Ventures.Needs;

namespace Charity.Tests.Ventures;

public sealed class PrivateNumbersTests
{
    [Theory]
    [InlineData("联系 13812345678")]
    [InlineData("电话138-1234-5678，找王阿姨")]
    [InlineData("１３８１２３４５６７８")]
    [InlineData("+86 138 1234 5678")]
    [InlineData("0510-85012345")]
    [InlineData("请打（0510）85012345")]
    [InlineData("身份证110101199003077010")]
    [InlineData("身份证 110101 19900307 7010")]
    [InlineData("110101199003077011")]
    [InlineData("11010119900307701x")]
    public void AreIn_ATextWithSomebodysNumber_IsTrue(string text) => Assert.True(PrivateNumbers.AreIn(text));

    [Theory]
    [InlineData(null)]
    [InlineData("86 位独居老人，21 位腿脚不便")]
    [InlineData("2025年11月走访112户，问卷98份")]
    [InlineData("12345 热线停车投诉 76 件")]
    [InlineData("预算 12,000 元，2026-03-01 至 2026-12-31")]
    [InlineData("工作日 9:00-17:00，共 100000 人次")]
    public void AreIn_AnOrdinaryText_IsFalse(string? text) => Assert.False(PrivateNumbers.AreIn(text));
}
