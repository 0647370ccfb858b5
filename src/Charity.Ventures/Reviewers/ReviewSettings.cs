using Charity.Platform.Text;

namespace Charity.Ventures.Reviewers;

/// <summary>What a district sets once about its reviewers.</summary>
internal sealed record ReviewSettings
{
    /// <summary>What projects are about; the usual form asks for it with the same codes.</summary>
    public static IReadOnlyList<Expertise> FieldsOfWork { get; } =
    [
        new("elderly", new LocalizedText("为老服务", "Older people")),
        new("children", new LocalizedText("儿童与青少年", "Children and youth")),
        new("disability", new LocalizedText("助残服务", "People with disabilities")),
        new("families", new LocalizedText("家庭与妇女", "Families and women")),
        new("hardship", new LocalizedText("困难帮扶", "People in hardship")),
        new("community", new LocalizedText("社区治理", "Community building")),
        new("health", new LocalizedText("健康与心理", "Health and mind")),
        new("volunteers", new LocalizedText("志愿服务", "Volunteering")),
    ];

    /// <summary>What reviewers can be experts of. A submission is about those whose codes its form's choices carry.</summary>
    public IReadOnlyList<Expertise> Expertise { get; init; } =
    [
        .. FieldsOfWork,
        new("finance", new LocalizedText("财务管理", "Finance")),
        new("evaluation", new LocalizedText("项目管理与评估", "Project management and evaluation")),
    ];

    /// <summary>An interest counts for so long after it ended.</summary>
    public int InterestYears { get; init; } = 3;

    public IEnumerable<LocalizedText> Names(IEnumerable<string> codes) => codes.Select(code => Expertise.FirstOrDefault(known => known.Code == code)?.Name ?? new LocalizedText(code));
}

/// <param name="Code">Stands in reviewers and in forms' choices; stays when the words change.</param>
internal sealed record Expertise(string Code, LocalizedText Name);
