using Charity.Platform.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Charity.Tests.Platform.Text;

public sealed class AmountParserTests
{
    [Theory]
    [InlineData("1", 100)]
    [InlineData("0", 0)]
    [InlineData("12.3", 1230)]
    [InlineData("12.34", 1234)]
    [InlineData("1,234.56", 123456)]
    [InlineData("12,345,678", 1234567800)]
    [InlineData("１２３．４５", 12345)]
    [InlineData("１，２３４", 123400)]
    [InlineData("  100\u3000", 10000)]
    [InlineData("¥100", 10000)]
    [InlineData("￥ 100", 10000)]
    [InlineData("RMB100", 10000)]
    [InlineData("cny 100.5", 10050)]
    [InlineData("100元", 10000)]
    [InlineData("100 圆", 10000)]
    [InlineData("100 Yuan", 10000)]
    [InlineData("¥100元", 10000)]
    [InlineData("99,999,999,999.99", AmountParser.Largest)]
    public void Parse_WhatPeopleType_IsUnderstood(string typed, long fen) => Assert.Equal(new AmountParse(fen, null), AmountParser.Parse(typed, "CNY"));

    [Theory]
    [InlineData(null, AmountProblem.Empty)]
    [InlineData("", AmountProblem.Empty)]
    [InlineData(" \u3000", AmountProblem.Empty)]
    [InlineData("1e3", AmountProblem.NotANumber)]
    [InlineData("+5", AmountProblem.NotANumber)]
    [InlineData("1,23", AmountProblem.NotANumber)]
    [InlineData("1234,567", AmountProblem.NotANumber)]
    [InlineData("1,234567", AmountProblem.NotANumber)]
    [InlineData("0,123", AmountProblem.NotANumber)]
    [InlineData(",123", AmountProblem.NotANumber)]
    [InlineData("1,,234", AmountProblem.NotANumber)]
    [InlineData("1.2.3", AmountProblem.NotANumber)]
    [InlineData("1..2", AmountProblem.NotANumber)]
    [InlineData("1.", AmountProblem.NotANumber)]
    [InlineData(".5", AmountProblem.NotANumber)]
    [InlineData("1.5,000", AmountProblem.NotANumber)]
    [InlineData("1 234", AmountProblem.NotANumber)]
    [InlineData("1\n2", AmountProblem.NotANumber)]
    [InlineData("abc", AmountProblem.NotANumber)]
    [InlineData("0x10", AmountProblem.NotANumber)]
    [InlineData("NaN", AmountProblem.NotANumber)]
    [InlineData("∞", AmountProblem.NotANumber)]
    [InlineData("٥٠", AmountProblem.NotANumber)]
    [InlineData("五十", AmountProblem.NotANumber)]
    [InlineData("元", AmountProblem.NotANumber)]
    [InlineData("¥", AmountProblem.NotANumber)]
    [InlineData("$5", AmountProblem.NotANumber)]
    [InlineData("5万", AmountProblem.NotANumber)]
    [InlineData("-abc", AmountProblem.NotANumber)]
    [InlineData("--5", AmountProblem.NotANumber)]
    [InlineData("1.234", AmountProblem.TooManyDecimals)]
    [InlineData("1.000", AmountProblem.TooManyDecimals)]
    [InlineData("-5", AmountProblem.Negative)]
    [InlineData("－5", AmountProblem.Negative)]
    [InlineData("\u22125.00", AmountProblem.Negative)]
    [InlineData("¥-5", AmountProblem.Negative)]
    [InlineData("100000000000", AmountProblem.TooLarge)]
    [InlineData("9223372036854775808", AmountProblem.TooLarge)]
    [InlineData("99999999999999999999999999999999999999999999", AmountProblem.TooLarge)]
    public void Parse_AnythingElse_SaysWhy(string? typed, AmountProblem expected) => Assert.Equal(new AmountParse(null, expected), AmountParser.Parse(typed, "CNY"));

    [Theory]
    [InlineData("500", "JPY", 500L)]
    [InlineData("¥500", "JPY", 500L)]
    [InlineData("1.5", "JPY", null)]
    [InlineData("1.234", "KWD", 1234L)]
    [InlineData("12.5", "USD", 1250L)]
    [InlineData("¥12.5", "USD", null)]
    [InlineData("12.5元", "USD", null)]
    public void Parse_OtherCurrencies_UseTheirDecimalsAndNoYuanMarks(string typed, string currency, long? expected) =>
        Assert.Equal(expected, AmountParser.Parse(typed, currency).Minor);

    [Fact]
    public void Parse_WhatMoneyWrote_GivesTheAmountBack() =>
        Prop.ForAll(ArbMap.Default.ArbFor<long>(), any =>
        {
            var fen = (long)((ulong)any % (AmountParser.Largest + 1));
            return AmountParser.Parse(Money.Format(fen, "CNY"), "CNY").Minor == fen;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyText_NeverThrowsAndAnswersOneOfTwo() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), typed =>
        {
            var (minor, problem) = AmountParser.Parse(typed, "CNY");
            return minor is null != problem is null && minor is null or >= 0;
        }).QuickCheckThrowOnFailure();
}
