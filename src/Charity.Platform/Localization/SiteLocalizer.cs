using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Resources;
using Charity.Platform.Modules;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Charity.Platform.Localization;

/// <summary>
/// The site's texts. The English text is the key; <c>Localization/Texts.zh-CN.resx</c> of each module and theme holds the
/// Chinese. All modules' texts are one vocabulary, so the same words are translated once.
/// </summary>
internal sealed class SiteLocalizer(ModuleCatalog modules) : IStringLocalizer
{
    private readonly ConcurrentDictionary<string, FrozenDictionary<string, string>> _texts = new(StringComparer.Ordinal);

    public LocalizedString this[string name] => Texts().TryGetValue(name, out var text)
        ? new LocalizedString(name, text)
        : new LocalizedString(name, name, resourceNotFound: true);

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var found = this[name];
            return new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, found.Value, Array.ConvertAll(arguments, InWords)), found.ResourceNotFound);
        }
    }

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => Texts().Select(text => new LocalizedString(text.Key, text.Value));

    // A culture's own short form (2026/11/30, 11/30/2026) would stand beside the days that pages write.
    private static object InWords(object argument) => argument switch
    {
        DateOnly day => DayWords.Of(day),
        DateTime local => DayWords.Of(local),
        _ => argument,
    };

    private FrozenDictionary<string, string> Texts() => _texts.GetOrAdd(CultureInfo.CurrentUICulture.Name, Load);

    private FrozenDictionary<string, string> Load(string cultureName)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var assembly in modules.Modules.Select(module => module.Assembly).Concat(modules.Themes.Select(theme => theme.Assembly)))
        {
            try
            {
                var resources = new ResourceManager($"{assembly.GetName().Name}.Localization.Texts", assembly);
                foreach (DictionaryEntry entry in resources.GetResourceSet(CultureInfo.GetCultureInfo(cultureName), createIfNotExists: true, tryParents: true)!)
                {
                    texts.TryAdd((string)entry.Key, (string)entry.Value!);
                }
            }
            catch (MissingManifestResourceException)
            {
                // English has no resource file: the keys are the English texts. A module without texts has none either.
            }
        }

        return texts.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

public static class LocalizerExtensions
{
    /// <summary>The items one after the other with the language's mark between them: <c>a, b</c> or <c>甲、乙</c>.</summary>
    public static string List(this IStringLocalizer texts, IEnumerable<object> items) =>
        items.Select(item => item.ToString()!).DefaultIfEmpty(string.Empty).Aggregate((before, next) => texts["{0}, {1}", before, next]);

    /// <summary>Sentences one after the other, as the language joins them: with a blank between them in English, without in Chinese. What is null is left out.</summary>
    public static string Sentences(this IStringLocalizer texts, params IEnumerable<object?> sentences) =>
        sentences.OfType<object>().Select(sentence => sentence.ToString()!).DefaultIfEmpty(string.Empty).Aggregate((before, next) => texts["{0} {1}", before, next]);

    /// <summary>English needs two forms, Chinese one; both keys are translated.</summary>
    public static LocalizedString Plural(this IStringLocalizer texts, long count, string one, string many) => texts[count == 1 ? one : many, count];

    public static string Say(this IStringLocalizer texts, Failure failure) => texts[failure.Message, failure.Arguments];

    public static string Say(this IStringLocalizer texts, FieldFailure failure) => texts[failure.Message, failure.Arguments];
}
