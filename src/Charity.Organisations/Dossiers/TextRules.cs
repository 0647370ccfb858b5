using Charity.Platform.Text;
using FluentValidation;

namespace Charity.Organisations.Dossiers;

internal static class TextRules
{
    /// <summary>Something is left once the text is cleaned: characters that nobody sees are no name.</summary>
    public static IRuleBuilderOptions<T, string?> IsWritten<T>(this IRuleBuilder<T, string?> text) => text.Must(typed => PlainText.Clean(typed).Length > 0);
}
