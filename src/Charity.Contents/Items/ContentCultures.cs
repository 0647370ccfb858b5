using System.Globalization;

namespace Charity.Contents.Items;

/// <summary>The languages content is written in. Chinese is what a reader gets where there is no translation.</summary>
internal static class ContentCultures
{
    public const string Chinese = "zh-CN";
    public const string English = "en";

    public static readonly string[] All = [Chinese, English];

    public static string OfReader => All.Contains(CultureInfo.CurrentUICulture.Name) ? CultureInfo.CurrentUICulture.Name : Chinese;

    public static string Other(string culture) => culture == Chinese ? English : Chinese;

    /// <summary>The language in its own words.</summary>
    public static string NameOf(string culture) => culture == Chinese ? "中文" : "English";
}
