using Charity.Platform.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Charity.Tests.Platform.Text;

public sealed class ChineseNumeralsTests
{
    [Theory]
    [InlineData(0, "零元整")]
    [InlineData(5, "伍分")]
    [InlineData(50, "伍角整")]
    [InlineData(55, "伍角伍分")]
    [InlineData(100, "壹元整")]
    [InlineData(150, "壹元伍角整")]
    [InlineData(1000, "壹拾元整")]
    [InlineData(12000, "壹佰贰拾元整")]
    [InlineData(10100, "壹佰零壹元整")]
    [InlineData(1005003, "壹万零伍拾元零叁分")]
    [InlineData(10_0000_00, "壹拾万元整")]
    [InlineData(10_7000_53, "壹拾万柒仟元伍角叁分")]
    [InlineData(1000_0001_00, "壹仟万零壹元整")]
    [InlineData(1_0000_0000_00, "壹亿元整")]
    [InlineData(1_0000_0001_00, "壹亿零壹元整")]
    [InlineData(1_0000_1000_00, "壹亿零壹仟元整")]
    [InlineData(1_0001_0000_00, "壹亿零壹万元整")]
    [InlineData(1_0001_0001_01, "壹亿零壹万零壹元零壹分")]
    [InlineData(20_0300_0400_00, "贰拾亿零叁佰万零肆佰元整")]
    [InlineData(ChineseNumerals.Largest, "玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分")]
    public void Capital_Amounts_AreWrittenAsTheRuleSays(long fen, string expected) => Assert.Equal(expected, ChineseNumerals.Capital(fen));

    [Theory] // the examples printed in appendix 1 of the rule
    [InlineData(140950, "壹仟肆佰零玖元伍角整")]
    [InlineData(600714, "陆仟零柒元壹角肆分")]
    [InlineData(168032, "壹仟陆佰捌拾元叁角贰分")]
    [InlineData(1640902, "壹万陆仟肆佰零玖元零贰分")]
    [InlineData(32504, "叁佰贰拾伍元零肆分")]
    public void Capital_ExamplesOfTheRule_Agree(long fen, string expected) => Assert.Equal(expected, ChineseNumerals.Capital(fen));

    [Theory]
    [InlineData(-1)]
    [InlineData(ChineseNumerals.Largest + 1)]
    public void Capital_OutsideItsRange_Throws(long fen) => Assert.Throws<ArgumentOutOfRangeException>(() => ChineseNumerals.Capital(fen));

    [Fact]
    public void Capital_AnyAmount_ReadsBackAsTheSameAmount() => Check(any => Read(ChineseNumerals.Capital(any)) == any);

    [Fact]
    public void Capital_AnyAmount_HasNoDoubleOrDanglingZero() => Check(any =>
    {
        var words = ChineseNumerals.Capital(any);
        return any == 0 || !(words.Contains("零零", StringComparison.Ordinal) || words.Contains("零万", StringComparison.Ordinal)
            || words.Contains("零元", StringComparison.Ordinal) || words.StartsWith('零') || words.Contains("分整", StringComparison.Ordinal));
    });

    // Most amounts of interest have zeros in them: digits are drawn with every second one a zero.
    private static void Check(Func<long, bool> holds)
    {
        var digit = Gen.Frequency((1, Gen.Constant(0L)), (1, Gen.Choose(1, 9).Select(value => (long)value)));
        var amount = digit.ListOf(13).Select(digits => digits.Aggregate(0L, (sum, next) => (sum * 10) + next));
        Prop.ForAll(amount.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    private static long Read(string words)
    {
        const string Digits = "零壹贰叁肆伍陆柒捌玖";
        long total = 0, section = 0, digit = 0;
        foreach (var word in words)
        {
            switch (word)
            {
                case '拾': section += digit * 10; digit = 0; break;
                case '佰': section += digit * 100; digit = 0; break;
                case '仟': section += digit * 1000; digit = 0; break;
                case '万': total += (section + digit) * 10_000_00; (section, digit) = (0, 0); break;
                case '亿': total += (section + digit) * 100_000_000_00; (section, digit) = (0, 0); break;
                case '元': total += (section + digit) * 100; (section, digit) = (0, 0); break;
                case '角': total += digit * 10; digit = 0; break;
                case '分': total += digit; digit = 0; break;
                case '整': break;
                default: digit = Digits.IndexOf(word, StringComparison.Ordinal); break;
            }
        }

        return total;
    }
}
