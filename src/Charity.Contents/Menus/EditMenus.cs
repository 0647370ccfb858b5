using System.Security.Cryptography;
using System.Text.Json;
using Charity.Platform.Navigation;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;

namespace Charity.Contents.Menus;

/// <summary>The public menus as forms: those the site shows, and any other a recipe brought.</summary>
[Requires(Permissions.ManageMenus)]
internal sealed record EditMenus : IQuery<IReadOnlyList<SaveMenu>>;

internal sealed class EditMenusHandler(ISettingsStore settings) : IRequestHandler<EditMenus, Result<IReadOnlyList<SaveMenu>>>
{
    private static readonly string[] Shown = ["main", "footer"];

    public async Task<Result<IReadOnlyList<SaveMenu>>> Handle(EditMenus request, CancellationToken cancellationToken)
    {
        var stored = await settings.GetAsync<SiteMenuSettings>(cancellationToken);
        IReadOnlyList<SaveMenu> forms = [.. Shown.Union(stored.Menus.Select(menu => menu.Name)).Select(name => SaveMenu.Of(name, stored.LinksOf(name)))];
        return Result<IReadOnlyList<SaveMenu>>.Ok(forms);
    }
}

internal static class MenuStamp
{
    /// <summary>Names the state of a menu: who saves must have seen it.</summary>
    public static string Of(IReadOnlyList<SiteMenuLink> links) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(links)))[..16];
}
