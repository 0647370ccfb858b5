namespace Charity.Platform.Text;

/// <summary>Chinese keyboards type digits, letters and punctuation in full width; forms accept them like plain ASCII.</summary>
public static class HalfWidth
{
    private const char First = '！', Last = '～', FullWidthYen = '￥', IdeographicSpace = '\u3000';

    /// <summary>The text with the full-width forms U+FF01 to U+FF5E as ASCII, ￥ as ¥ and the ideographic space as a space; all else unchanged.</summary>
    public static string Of(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            target[i] = source[i] switch
            {
                >= First and <= Last => (char)(source[i] - First + '!'),
                FullWidthYen => '¥',
                IdeographicSpace => ' ',
                _ => source[i],
            };
        }
    });
}
