using Charity.Platform.Text;

namespace Charity.Ventures.Needs;

/// <param name="Code">Stands in addresses and rows; never changes.</param>
internal sealed record NeedCategory(string Code, LocalizedText Name);

/// <summary>What kinds of needs a district distinguishes. A need of a kind that was taken out keeps it.</summary>
internal sealed record NeedSettings
{
    public IReadOnlyList<NeedCategory> Categories { get; init; } =
    [
        new("elderly", new LocalizedText("助老", "Older people")),
        new("children", new LocalizedText("儿童关爱", "Children")),
        new("disabled", new LocalizedText("助残", "People with disabilities")),
        new("hardship", new LocalizedText("助困", "Families in hardship")),
        new("governance", new LocalizedText("社区治理", "Neighbourhood life")),
        new("volunteering", new LocalizedText("志愿服务", "Volunteering")),
        new("other", new LocalizedText("其他", "Other")),
    ];

    public LocalizedText NameOf(string code) => Categories.FirstOrDefault(category => category.Code == code)?.Name ?? new LocalizedText(code);
}
