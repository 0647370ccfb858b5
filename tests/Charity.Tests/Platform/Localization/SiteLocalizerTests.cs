using System.Globalization;
using Charity.Platform.Alerts;
using Charity.Platform.Audit;
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

    [Theory]
    [InlineData("en", "Decide by 30 November 2026", "As of 30 November 2026, 05:18")]
    [InlineData("zh-CN", "请于2026年11月30日前确定", "截至 2026年11月30日 05:18")]
    public void Text_WithADay_WritesItAsPagesDo(string culture, string day, string time)
    {
        In(culture);

        Assert.Equal(day, _texts["Decide by {0}", new DateOnly(2026, 11, 30)].Value);
        Assert.Equal(time, _texts["As of {0}", new DateTime(2026, 11, 30, 5, 18, 28)].Value);
    }

    [Fact]
    public void Arguments_OfAnAlertWithADay_AreWrittenAsPagesDo()
    {
        var alert = new Alert
        {
            Id = Guid.Empty, Key = "k", Message = "Somebody has reported the fund {0}. Please answer by {1}.", Arguments = """["梅园","2026-11-30"]""", Url = "/", Permission = "p", RaisedUtc = default,
        };
        In("zh-CN");

        Assert.Equal("有人举报了“梅园”，请在2026年11月30日前答复。", _texts[alert.Message, alert.ReadArguments()].Value);
    }

    [Fact]
    public void Action_OfTheAuditTrail_IsWrittenWithTheMarksOfTheLanguage()
    {
        In("zh-CN");
        Assert.Equal("捐赠留言：已公开", AuditWords.Action(_texts, "GiftMessage.Shown"));
        In("en");
        Assert.Equal("Gift message: Shown", AuditWords.Action(_texts, "GiftMessage.Shown"));
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
