using System.Globalization;
using Charity.Platform.Localization;
using Charity.Platform.Modules;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Charity.Tests.Platform.Localization;

public sealed class SiteLocalizerTests : IDisposable
{
    private readonly (CultureInfo Culture, CultureInfo Ui) _before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private readonly SiteLocalizer _texts = new(new ModuleCatalog(typeof(Program).Assembly));

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = _before;

    [Fact]
    public void Text_InEachLanguage_IsTheKeyOrItsTranslation()
    {
        In("en");
        Assert.Equal("There is no such page", _texts["There is no such page"].Value);
        In("zh-CN");
        Assert.Equal("没有找到这个页面", _texts["There is no such page"].Value);
        Assert.Equal(("No such text at all", true), (_texts["No such text at all"].Value, _texts["No such text at all"].ResourceNotFound));
    }

    [Theory]
    [InlineData("en", 1, "1 gift")]
    [InlineData("en", 0, "0 gifts")]
    [InlineData("en", 2, "2 gifts")]
    public void Plural_OfACount_TakesTheFormOfTheLanguage(string culture, long count, string expected)
    {
        In(culture);

        Assert.Equal(expected, _texts.Plural(count, "{0} gift", "{0} gifts").Value);
    }

    [Fact]
    public void Say_OfAFailure_FillsInItsArguments()
    {
        In("zh-CN");

        Assert.Equal("没有找到这个页面", _texts.Say(Failure.NotFound("no_page", "There is no such page")));
        Assert.Equal("如需就此与我们联系，请告知编号 7。", _texts.Say(Failure.Invalid("x", "If you write to us about this, mention the number {0}.", 7)));
    }

    [Fact]
    public async Task Culture_OfTheSiteThatIsNotSpoken_NamesTheSetting()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        var directory = PreparedSites.TemporaryDirectory();
        await using (var site = CharityApp.Build(database, directory, "blank", null, ("Site:Culture", "tlh")))
        {
            var refusal = Assert.Throws<SettingsException>(() => site.Services.GetRequiredService<IOptions<RequestLocalizationOptions>>().Value);
            Assert.Equal("Site:Culture must be one of zh-CN, en.", refusal.Message);
        }

        Directory.Delete(directory, recursive: true);
    }

    private static void In(string culture) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
}
