using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Charity.Platform.Text;

/// <summary>Masks people's names for public lists (personal information protection law, article 6: no more than the purpose needs).</summary>
public static class PersonNames
{
    private const string Hidden = "***";

    private static readonly FrozenSet<string> CompoundSurnames = new[]
    {
        "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "长孙", "司徒", "司空", "夏侯", "端木", "独孤", "南宫",
        "西门", "轩辕", "呼延", "闻人", "百里", "澹台", "公冶", "宗政", "濮阳", "淳于", "单于", "太史", "申屠", "仲孙", "钟离", "赫连", "拓跋", "东郭",
        "歐陽", "司馬", "諸葛", "東方", "尉遲", "公孫", "長孫",
    }.ToFrozenSet();

    /// <summary>
    /// Leaves the surname of a Chinese name and a star for each further character (张三 → 张*, 欧阳娜娜 → 欧阳**), the first letter of each word of any other
    /// name (John Smith → J*** S***). Something is always hidden. Always masks: organisations' names are public, but the caller knows who is one;
    /// an ending like 店 proves nothing, 张店 is also a person.
    /// </summary>
    public static string Mask(string? name)
    {
        var words = PlainText.Clean(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && words.All(IsChinese)
            ? MaskChinese(string.Concat(words))
            : string.Join(' ', words.Select(word => StringInfo.GetNextTextElement(word) + Hidden));
    }

    private static string MaskChinese(string name)
    {
        var characters = StringInfo.ParseCombiningCharacters(name).Length;
        if (characters == 1)
        {
            return "*";
        }

        // A compound surname standing alone is read as surname and given name: else nothing would be hidden.
        var shown = characters > 2 && CompoundSurnames.Contains(name[..2]) ? name[..2] : StringInfo.GetNextTextElement(name);
        var masked = new StringBuilder(shown);
        var rest = StringInfo.GetTextElementEnumerator(name, shown.Length);
        while (rest.MoveNext())
        {
            masked.Append(IsMiddleDot(Rune.GetRuneAt(rest.GetTextElement(), 0)) ? '·' : '*');
        }

        return masked.ToString();
    }

    private static bool IsChinese(string word) =>
        IsHan(Rune.GetRuneAt(word, 0)) && word.EnumerateRunes().All(rune => IsHan(rune) || IsMiddleDot(rune) || IsVariationSelector(rune));

    private static bool IsHan(Rune rune) => rune.Value is 0x3007 or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFD);

    private static bool IsVariationSelector(Rune rune) => rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    // Between the parts of transcribed names: 阿卜杜拉·买买提.
    private static bool IsMiddleDot(Rune rune) => rune.Value is '·' or '•' or '・' or '‧';
}
