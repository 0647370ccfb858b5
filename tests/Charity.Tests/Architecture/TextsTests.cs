using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Charity.Tests.Architecture;

/// <summary>Every text exists in both languages: the English is the key in the sources, the Chinese stands in the module's resource file.</summary>
public sealed partial class TextsTests
{
    [Fact]
    public void Texts_UsedInTheSources_AreTranslated()
    {
        var translated = Translations().Select(text => text.Key).ToHashSet(StringComparer.Ordinal);
        var missing = Used().Where(text => !translated.Contains(text.Text)).Select(text => $"{text.File}: {text.Text}").Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(string.Empty, string.Join('\n', missing));
    }

    /// <summary>Chinese takes full-width marks beside its characters, and beside what fills a placeholder.</summary>
    [Fact]
    public void Texts_InChinese_TakeFullWidthPunctuation()
    {
        var halfWidth = Translations()
            .Where(text => Regex.IsMatch(text.Value, @"[\p{IsCJKUnifiedIdeographs}}][,:;?!(]|\)\p{IsCJKUnifiedIdeographs}|\} [(]|, \{"))
            .Select(text => text.Value);

        Assert.Equal(string.Empty, string.Join('\n', halfWidth));
    }

    /// <summary>A mark between two values is a text of its own, "{0}, {1}": Chinese takes another one.</summary>
    [Fact]
    public void Pages_BetweenTwoValues_WriteNoHalfWidthMark()
    {
        var found = Sources.Files("src", "*.cshtml").Concat(Sources.Files("themes", "*.cshtml"))
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), """>@[\w.]+[,;:] ?@\w[^\n]*|T\["[^"]*"\](?:[:,;] ?<| \(@)[^\n]*|\$"[,:;] \{[^\n]*""").Select(match => $"{Path.GetFileName(file)}: {match.Value}"));

        Assert.Equal(string.Empty, string.Join('\n', found));
    }

    [Fact]
    public void Texts_WithPlaceholders_KeepThemInTranslation()
    {
        var broken = Translations().Where(text => !Placeholders(text.Key).SetEquals(Placeholders(text.Value))).Select(text => text.Key);

        Assert.Empty(broken);
    }

    [Fact]
    public void Texts_TranslatedInSeveralModules_SayTheSame()
    {
        var quarrels = Translations().GroupBy(text => text.Key, StringComparer.Ordinal).Where(group => group.Select(text => text.Value).Distinct().Count() > 1).Select(group => group.Key);

        Assert.Empty(quarrels);
    }

    [Fact]
    public void Translations_OfEveryModule_AreChinese()
    {
        var english = Translations().Where(text => !Chinese().IsMatch(text.Value) && Letters().IsMatch(text.Value) && text.Value == text.Key && text.Key.Contains(' ', StringComparison.Ordinal)).Select(text => text.Key);

        Assert.Empty(english);
    }

    private static IEnumerable<(string File, string Text)> Used()
    {
        foreach (var file in Sources.Files("src", "*.cs", "*.cshtml").Concat(Sources.Files("themes", "*.cs", "*.cshtml")))
        {
            var content = File.ReadAllText(file);
            foreach (var pattern in new[] { Localizer(), Plural(), FailureText(), FieldText(), SaysText(), TellText(), AlertText() })
            {
                foreach (Match match in pattern.Matches(content))
                {
                    foreach (Capture capture in match.Groups["text"].Captures)
                    {
                        yield return (Sources.Relative(file), Regex.Unescape(capture.Value));
                    }
                }
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Translations() => Sources.Files("src", "*.zh-CN.resx").Concat(Sources.Files("themes", "*.zh-CN.resx"))
        .SelectMany(file => XDocument.Load(file).Root!.Elements("data"))
        .Select(data => KeyValuePair.Create(data.Attribute("name")!.Value, data.Element("value")!.Value));

    private static HashSet<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

    private const string Literal = "\"(?<text>(?:[^\"\\\\]|\\\\.)+)\"";

    [GeneratedRegex("\\b(?:T|texts|_texts|localizer)\\[\\s*" + Literal)]
    private static partial Regex Localizer();

    [GeneratedRegex("\\.Plural\\([^\"]*?" + Literal + "\\s*,\\s*" + Literal)]
    private static partial Regex Plural();

    [GeneratedRegex("Failure\\.(?:Invalid|Forbidden|NotFound|Conflict|Unavailable)\\(\\s*\"[a-z_0-9]+\"\\s*,\\s*" + Literal)]
    private static partial Regex FailureText();

    [GeneratedRegex("(?:Failure\\.Field|new FieldFailure|new Failure)\\([^\"]*(?:\"[A-Za-z.]+\"\\s*,\\s*)?\"[a-z_0-9]+\"\\s*,\\s*" + Literal)]
    private static partial Regex FieldText();

    [GeneratedRegex("\\.Says\\(\\s*\"[a-z_0-9]+\"\\s*,\\s*" + Literal)]
    private static partial Regex SaysText();

    [GeneratedRegex("\\bTell\\(\\s*" + Literal)]
    private static partial Regex TellText();

    [GeneratedRegex("new MenuItem\\([^\"]*" + Literal)]
    private static partial Regex AlertText();

    [GeneratedRegex("\\{\\d+[^}]*\\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("\\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    [GeneratedRegex("[A-Za-z]{3,}")]
    private static partial Regex Letters();
}
