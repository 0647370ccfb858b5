using System.Globalization;

namespace Charity.Platform.Localization;

/// <summary>Until disposed, texts are looked up in the reader's language.</summary>
public readonly struct ReadersCulture : IDisposable
{
    private readonly CultureInfo _culture, _uiCulture;

    private ReadersCulture(CultureInfo readers)
    {
        (_culture, _uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = readers;
    }

    public static ReadersCulture Use(string name) => new(CultureInfo.GetCultureInfo(name));

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_culture, _uiCulture);
}
