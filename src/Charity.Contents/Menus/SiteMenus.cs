using Charity.Platform.Navigation;
using Charity.Platform.Settings;

namespace Charity.Contents.Menus;

internal sealed class SiteMenus(ISettingsStore settings) : ISiteMenus
{
    public async ValueTask<IReadOnlyList<SiteMenuLink>> LinksAsync(string menu, CancellationToken cancellationToken) =>
        (await settings.GetAsync<SiteMenuSettings>(cancellationToken)).LinksOf(menu);
}
