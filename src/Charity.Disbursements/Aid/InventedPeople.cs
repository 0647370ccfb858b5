using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Charity.Disbursements.Aid;

/// <summary>People who do not exist, with numbers that pass every check, the same for the same number. For demonstrations and trials.</summary>
internal static class InventedPeople
{
    private const string Surnames = "沈周韩陶方苏程林顾秦蒋许何吕施张孔曹严华金魏姜戚谢邹喻柏水窦章云潘葛奚范彭郎";
    private const string First = "一子文思雨晓若清明安嘉怀景书云";
    private const string Second = "禾舟岚澜怡宁远溪然青和辰川言岸月松";
    private const string CheckCharacters = "10X98765432";
    private static readonly string[] Banks = ["中国工商银行", "中国农业银行", "中国银行", "中国建设银行", "中国邮政储蓄银行"];
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    public static string Name(int number) => string.Concat(Surnames[number % Surnames.Length], First[number / 7 % First.Length], Second[number / 3 % Second.Length]);

    public static string Bank(int number) => Banks[number % Banks.Length];

    /// <summary>Of the region 659999, which no district has; born from 1930 to 2009 (GB 11643).</summary>
    public static string Identity(int number)
    {
        var born = new DateOnly(1930, 1, 1).AddDays(number % 29_000);
        var front = string.Create(CultureInfo.InvariantCulture, $"659999{born:yyyyMMdd}{number / 29_000 % 1_000:000}");
        return front + CheckCharacters[Weights.Select((weight, place) => weight * (front[place] - '0')).Sum() % 11];
    }

    /// <summary>A number of 19 digits with Luhn's check digit, of a range that no bank issues.</summary>
    public static string Card(int number)
    {
        var front = string.Create(CultureInfo.InvariantCulture, $"6299990000{number:00000000}");
        var sum = 0;
        for (var place = 0; place < front.Length; place++)
        {
            var digit = front[^(place + 1)] - '0';
            var value = place % 2 == 0 ? digit * 2 : digit;
            sum += value > 9 ? value - 9 : value;
        }

        return front + (char)('0' + ((10 - (sum % 10)) % 10));
    }

    public static string HashOf(string slug, string period) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"invented:{slug}:{period}")));
}
