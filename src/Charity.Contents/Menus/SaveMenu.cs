using Charity.Platform.Navigation;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Contents.Menus;

/// <summary>Puts a menu's links in this order; rows without any text are left out.</summary>
[Requires(Permissions.ManageMenus)]
internal sealed record SaveMenu : ICommand
{
    public const int MostLinks = 20;
    private const int EmptyRows = 3;

    public string Name { get; init; } = string.Empty;

    /// <summary>A list that can grow: binding a form fills the one that is there, and an empty array would stay empty.</summary>
    public List<TypedLink> Links { get; init; } = [];
    public string? Stamp { get; init; }

    public static SaveMenu Of(string name, IReadOnlyList<SiteMenuLink> links) => new()
    {
        Name = name,
        Links = [.. links.Select(link => new TypedLink { Zh = link.Text.Zh, En = link.Text.En, Url = link.Url }), .. Enumerable.Repeat(new TypedLink(), EmptyRows)],
        Stamp = MenuStamp.Of(links),
    };
}

internal sealed record TypedLink
{
    public string? Zh { get; init; }
    public string? En { get; init; }
    public string? Url { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Zh) && string.IsNullOrWhiteSpace(En) && string.IsNullOrWhiteSpace(Url);
}

internal sealed class SaveMenuValidator : AbstractValidator<SaveMenu>
{
    public SaveMenuValidator()
    {
        RuleFor(menu => menu.Name).Matches("^[a-z][a-z-]{0,49}$").Says("menu_unknown", "There is no such menu.");
        RuleFor(menu => menu.Links).Must(links => links.Count(link => !link.IsEmpty) <= SaveMenu.MostLinks).Says("menu_too_long", "A menu has at most {0} links.", SaveMenu.MostLinks);
        RuleForEach(menu => menu.Links).ChildRules(link =>
        {
            link.RuleFor(row => row.Zh).NotEmpty().Says("link_text_missing", "Every link needs its Chinese words.").MaximumLength(50).Says("link_text_too_long", "Words for a link have at most {0} characters.", 50).When(row => !row.IsEmpty);
            link.RuleFor(row => row.En).MaximumLength(50).Says("link_text_too_long", "Words for a link have at most {0} characters.", 50);
            link.RuleFor(row => row.Url).Must(url => SiteMenuSettings.IsUrl(url?.Trim() ?? string.Empty)).Says("link_url_invalid", "A link leads to a path of this site, such as /about, or to an https address.").When(row => !row.IsEmpty);
        });
    }
}

internal sealed class SaveMenuHandler(ISettingsStore settings) : IRequestHandler<SaveMenu, Result>
{
    public async Task<Result> Handle(SaveMenu request, CancellationToken cancellationToken)
    {
        var stored = await settings.GetAsync<SiteMenuSettings>(cancellationToken);
        if (MenuStamp.Of(stored.LinksOf(request.Name)) != request.Stamp)
        {
            return Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
        }

        var links = request.Links.Where(link => !link.IsEmpty)
            .Select(link => new SiteMenuLink(new LocalizedText(PlainText.Clean(link.Zh), PlainText.Clean(link.En)), link.Url!.Trim()));
        await settings.SetAsync(stored.With(new SiteMenu(request.Name, [.. links])), cancellationToken);
        return Result.Ok;
    }
}
