using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Charity.Platform.Localization;

internal static class LocalizationServices
{
    public static readonly string[] Cultures = ["zh-CN", "en"];

    public static IServiceCollection AddCharityLocalization(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<IStringLocalizer, SiteLocalizer>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            var first = configuration["Site:Culture"] ?? Cultures[0];
            if (!Cultures.Contains(first, StringComparer.OrdinalIgnoreCase))
            {
                throw new Security.SettingsException($"Site:Culture must be one of {string.Join(", ", Cultures)}.");
            }

            options.SetDefaultCulture(first);
            options.SupportedCultures = options.SupportedUICultures = [.. Cultures.Select(CultureInfo.GetCultureInfo)];
            options.ApplyCurrentCultureToResponseHeaders = true;
            options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return services;
    }
}
