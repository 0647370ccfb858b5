namespace Charity.Ledger;

/// <summary>Limits of the texts that stand in the books. They are hashed line by line, so a line break would let two entries read the same.</summary>
internal static class LedgerText
{
    public const int CodeLength = 200;
    public const int NameLength = 200;
    public const int KindLength = 50;
    public const int ReferenceLength = 200;
    public const int ReasonLength = 500;

    /// <exception cref="ArgumentException">Empty, too long, or with a control character.</exception>
    public static void Check(string text, int maxLength, string what)
    {
        if (text.Length == 0 || text.Length > maxLength || text.Any(char.IsControl))
        {
            throw new ArgumentException($"\"{text}\" cannot stand in the books: 1 to {maxLength} characters on one line.", what);
        }
    }
}
