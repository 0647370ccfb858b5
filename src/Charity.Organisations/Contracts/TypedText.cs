using Charity.Platform.Text;

namespace Charity.Organisations.Contracts;

/// <summary>A text in both languages as a form posts it: either may still be missing.</summary>
public sealed class TypedText
{
    /// <summary>Null also when there are only characters that nobody sees, so that a rule which asks for a text finds none.</summary>
    public string? Zh { get; set => field = PlainText.Clean(value).Length > 0 ? value : null; }

    public string? En { get; set; }

    public static TypedText Of(LocalizedText? text) => new() { Zh = text?.Zh, En = text?.En };

    /// <summary>The cleaned text, or null while the Chinese is missing.</summary>
    /// <param name="keepLines">Keep line breaks; for texts of several paragraphs.</param>
    public LocalizedText? ToText(bool keepLines = false) =>
        PlainText.Clean(Zh, keepLines) is { Length: > 0 } zh ? new LocalizedText(zh, PlainText.Clean(En, keepLines)) : null;
}
