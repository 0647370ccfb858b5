using System.Globalization;

namespace Charity.Platform.Text;

/// <summary>Masks contact and identity data for screens and exports that must let people recognise a value without learning it.</summary>
public static class PersonalData
{
    private const string Hidden = "****";

    /// <summary>13812345678 → 138****5678, 0510-85012345 → 0510-****2345. Less than 7 characters are hidden altogether.</summary>
    public static string MaskTelephone(string? telephone)
    {
        var text = PlainText.Clean(telephone);
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var shown = dash is 3 or 4 ? dash + 1 : 3;
        return text.Length < shown + 4 ? Mask(text, 0, 0) : Mask(text, shown, text.Length - shown >= 7 ? 4 : 0);
    }

    /// <summary>zhang.san@example.org → z****@example.org; what has no @ is hidden altogether.</summary>
    public static string MaskEmail(string? email)
    {
        var text = PlainText.Clean(email);
        var at = text.LastIndexOf('@');
        return at < 1 ? Mask(text, 0, 0) : StringInfo.GetNextTextElement(text) + Hidden + text[at..];
    }

    /// <summary>
    /// 34052419800101001X → 3****X. First and last character only: the usual form that hides just the birth date can be undone, since the check digit
    /// leaves few dates.
    /// </summary>
    public static string MaskIdentity(string? number)
    {
        var text = PlainText.Clean(number);
        return text.Length < 8 ? Mask(text, 0, 0) : Mask(text, 1, 1);
    }

    /// <summary>6222020200112345678 → ****5678, the four digits that banks print too. Less than 8 characters are hidden altogether.</summary>
    public static string MaskBankAccount(string? account)
    {
        var text = PlainText.Clean(account).Replace(" ", "", StringComparison.Ordinal);
        return text.Length < 8 ? Mask(text, 0, 0) : Mask(text, 0, 4);
    }

    private static string Mask(string text, int first, int last) => text.Length == 0 ? "" : text[..first] + Hidden + text[^last..];
}
