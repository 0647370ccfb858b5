using System.Text;

namespace Charity.Platform.Text;

/// <summary>
/// Financial capitals (大写金额) for receipts, after 支付结算办法, appendix 1 (正确填写票据和结算凭证的基本规定, People's Bank of China, 1997).
/// Where the rule leaves a choice: 整 is written after 元 and after 角 and never after 分; the optional 零 before a non-zero 仟 or 角 is left out.
/// </summary>
public static class ChineseNumerals
{
    /// <summary>The largest amount that can be written: 99,999,999,999.99 yuan, in fen.</summary>
    public const long Largest = 9_999_999_999_999;

    private const string Digits = "零壹贰叁肆伍陆柒捌玖";

    // A section is four digits; each has its name behind it.
    private static readonly (long Size, string Name)[] Sections = [(100_000_000, "亿"), (10_000, "万"), (1, "")];

    private static readonly (long Size, string Name)[] Places = [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")];

    /// <summary>The amount in words without the leading 人民币: 12000 fen are <c>壹佰贰拾元整</c>, zero is <c>零元整</c>.</summary>
    /// <param name="minor">Fen.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative or above <see cref="Largest"/>; no receipt is written for one.</exception>
    public static string Capital(long minor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minor, Largest);

        var (yuan, jiao, fen) = (minor / 100, (int)(minor / 10 % 10), (int)(minor % 10));
        var words = new StringBuilder();
        if (yuan > 0 || minor == 0)
        {
            AppendYuan(words, yuan);
            words.Append('元');
        }

        if (jiao > 0)
        {
            words.Append(Digits[jiao]).Append('角');
        }
        else if (yuan > 0 && fen > 0)
        {
            words.Append('零');
        }

        return fen > 0 ? words.Append(Digits[fen]).Append('分').ToString() : words.Append('整').ToString();
    }

    private static void AppendYuan(StringBuilder words, long yuan)
    {
        if (yuan == 0)
        {
            words.Append('零');
            return;
        }

        var gap = false; // a whole section of zeros lies behind the last digit written
        foreach (var (size, name) in Sections)
        {
            var section = yuan / size % (size == 100_000_000 ? 1_000 : 10_000);
            if (section == 0)
            {
                gap = true;
                continue;
            }

            AppendSection(words, section, gap);
            words.Append(name);
            gap = false;
        }
    }

    private static void AppendSection(StringBuilder words, long section, bool zero)
    {
        foreach (var (size, name) in Places)
        {
            var digit = (int)(section / size % 10);
            if (digit == 0)
            {
                zero = true;
                continue;
            }

            // Zeros at the front of the number are not read, zeros between two digits are read once.
            if (zero && words.Length > 0)
            {
                words.Append('零');
            }

            words.Append(Digits[digit]).Append(name);
            zero = false;
        }
    }
}
