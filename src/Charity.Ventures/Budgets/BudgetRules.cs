using Charity.Platform.Text;

namespace Charity.Ventures.Budgets;

/// <summary>A kind of spending a call pays for, 业务活动费 for example.</summary>
/// <param name="Code">Stands in budget lines; stays when the words change.</param>
/// <param name="MaximumPercent">The most this head may have of what is asked for; null without a limit.</param>
internal sealed record BudgetHead(string Code, LocalizedText Name, int? MaximumPercent);

/// <summary>What a call lets a budget contain. Local rules differ from place to place, so all of it is the call's own.</summary>
internal sealed record BudgetRules
{
    public IReadOnlyList<BudgetHead> Heads { get; init; } =
    [
        new("activities", new LocalizedText("业务活动费", "Activities"), null),
        new("staff", new LocalizedText("人员费用", "Staff"), 40),
        new("administration", new LocalizedText("管理费用", "Administration"), 10),
        new("tax", new LocalizedText("税费", "Taxes"), null),
    ];

    /// <summary>What the money may not buy, as words that a line must not contain; a hit is shown with the reason.</summary>
    public IReadOnlyList<ForbiddenItem> Forbidden { get; init; } =
    [
        new(new LocalizedText("固定资产", "fixed assets"), ["电脑", "笔记本电脑", "打印机", "空调", "投影仪", "相机", "汽车", "家具", "固定资产", "laptop", "printer", "projector", "vehicle"]),
        new(new LocalizedText("基本建设", "building works"), ["基建", "装修", "土建", "改造工程", "renovation", "construction"]),
        new(new LocalizedText("直接向服务对象发放现金或物品", "cash or gifts handed to beneficiaries"), ["现金", "慰问金", "慰问品", "红包", "购物卡", "礼品", "cash", "gift card"]),
    ];

    /// <summary>The least share of the whole budget that the organisation brings itself, in percent.</summary>
    public int OwnMinimumPercent { get; init; }
}

/// <param name="Reason">The class of spending it falls under.</param>
internal sealed record ForbiddenItem(LocalizedText Reason, IReadOnlyList<string> Words);
