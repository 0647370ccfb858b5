using Charity.Platform.Security;
using Charity.Platform.Settings;

namespace Charity.Platform.Navigation;

/// <summary>The staff menu as the current user may see it.</summary>
public sealed class StaffMenu(IEnumerable<IMenuProvider> providers, IPermissionService permissions, ICurrentUser user, ISettingsStore settings)
{
    public async ValueTask<IReadOnlyList<MenuItem>> ItemsAsync(CancellationToken cancellationToken)
    {
        var shown = new List<MenuItem>();
        if (!user.IsSignedIn)
        {
            return shown;
        }

        var features = await settings.GetAsync<FeatureSettings>(cancellationToken);
        foreach (var item in providers.SelectMany(provider => provider.Items).OrderBy(item => item.Place).ThenBy(item => item.Order).ThenBy(item => item.Url, StringComparer.Ordinal))
        {
            if ((item.Feature is null || features.Has(item.Feature)) && await permissions.HasAsync(item.Permission, cancellationToken))
            {
                shown.Add(item);
            }
        }

        return shown;
    }
}
