using System.Net;
using Charity.Platform.Modules;
using Charity.Platform.Settings;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Modules;

[Collection(nameof(PlatformSites))]
public sealed class ModuleCatalogTests(PlatformSites sites)
{
    private static readonly ModuleCatalog Catalog = new(typeof(Program).Assembly);

    [Fact]
    public void Modules_OfTheHost_ComeAfterThoseTheyUse()
    {
        var ids = Catalog.Modules.Select(module => module.Id).ToList();

        Assert.All(Catalog.Modules, module => Assert.DoesNotContain(
            module.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!), reference => ids.IndexOf(reference) > ids.IndexOf(module.Id)));
        Assert.Equal("Charity.Platform", ids[0]);
    }

    [Fact]
    public void Features_OfAModuleThatDeclaresNone_AreTheModuleItself()
    {
        Assert.All(Catalog.Modules, module => Assert.Contains(module.Features, feature => feature.ModuleId == module.Id));
        Assert.True(Catalog.Features["charity.platform"].AlwaysEnabled); // ids are compared without case
    }

    [Fact]
    public void Themes_OfTheHost_AreThoseTheSettingsNameAtFirst()
    {
        var settings = new ThemeSettings();

        Assert.Contains(Catalog.Themes, theme => theme.Id == settings.Site && !theme.Manifest.IsAdmin);
        Assert.Contains(Catalog.Themes, theme => theme.Id == settings.Admin && theme.Manifest.IsAdmin);
    }

    [Fact]
    public async Task Page_OfEachSide_WearsTheThemeOfItsSide()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var editor = await site.SignInAsync("editor");

        Assert.NotNull((await editor.OpenAsync("/")).QuerySelector("link[href*='/Lakeside/css/site.css']"));
        Assert.NotNull((await editor.OpenAsync("/admin")).QuerySelector("link[href*='/TheAdmin/']"));
        Assert.Equal(HttpStatusCode.OK, editor.Status);
    }
}
