using Charity.Platform.Text;

namespace Charity.Ventures.PastYears;

/// <summary>A column of a bureau's list of a finished year.</summary>
/// <param name="Hint">What to type; English, the key of its translation.</param>
/// <param name="Example">As it may be typed.</param>
/// <param name="AlsoCalled">Headings that bureaus use for it.</param>
internal sealed record YearColumn(LocalizedText Heading, bool IsNeeded, string Hint, string Example, params string[] AlsoCalled)
{
    public static readonly YearColumn Number = new(new("编号", "Number"), true, "The project's number within its call; makes its address.", "1", "序号", "项目编号", "No");
    public static readonly YearColumn Title = new(new("项目名称", "Project"), true, "At most 100 characters.", "独居老人守护项目", "项目", "Title");
    public static readonly YearColumn Organisation = new(new("社会组织", "Organisation"), true, "Its name as registered here, or its credit code.", "52990101MJDEM1017J", "承接机构", "执行机构", "实施机构", "机构名称", "统一社会信用代码", "Credit code");
    public static readonly YearColumn Areas = new(new("服务区域", "Areas"), false, "Names of communities or streets with commas between them; may be empty.", "梅园社区、听涛社区", "实施地点", "区域", "Area");
    public static readonly YearColumn Source = new(new("资金来源", "Source of money"), false, "A fund of this site, or who gave public money; empty for public money.", "福彩公益金", "资金渠道", "Fund", "Fund or public money");
    public static readonly YearColumn Awarded = new(new("资助金额（元）", "Awarded (yuan)"), true, "An amount in yuan.", "36800.00", "资助金额", "立项金额", "资金", "Sum awarded", "Amount");
    public static readonly YearColumn Activities = new(new("活动场次", "Activities"), true, "A whole number, 0 for none.", "12", "活动", "活动数", "场次");
    public static readonly YearColumn People = new(new("服务人次", "People served"), true, "A whole number, 0 for none.", "320", "受益人次", "服务人数", "People");
    public static readonly YearColumn SocialWorkers = new(new("社工人数", "Social workers"), true, "A whole number, 0 for none.", "8", "社工", "参与社工");
    public static readonly YearColumn Volunteers = new(new("志愿者人数", "Volunteers"), true, "A whole number, 0 for none.", "24", "志愿者", "参与志愿者");
    public static readonly YearColumn FirstDay = new(new("开始日期", "First day"), true, "A date.", "2024-03-01", "开始时间", "起始日期", "From");
    public static readonly YearColumn LastDay = new(new("结束日期", "Last day"), true, "A date after the first day, and over by now.", "2024-12-31", "结束时间", "截止日期", "Until");
    public static readonly YearColumn Result = new(new("结果", "Result"), true, "Closed (结项) or terminated (终止).", "结项", "项目结果", "State");
    public static readonly YearColumn Mark = new(new("评估得分", "Mark"), false, "0 to 100 with at most one decimal; may be empty.", "88.5", "得分", "评分", "Score");
    public static readonly YearColumn Outcome = new(new("项目成效", "Outcome"), false, "What came of it, published; at most 2,000 characters, no one's numbers.", "结对志愿者由 18 人增加到 46 人。", "成效", "项目成果");

    /// <summary>In the order of the template.</summary>
    public static IReadOnlyList<YearColumn> All { get; } =
        [Number, Title, Organisation, Areas, Source, Awarded, Activities, People, SocialWorkers, Volunteers, FirstDay, LastDay, Result, Mark, Outcome];

    /// <summary>The heading that is added to rows that are sent back; a list with it may be sent again.</summary>
    public static readonly LocalizedText Reason = new("需要修改", "What needs a change");

    public bool IsCalled(string heading)
    {
        var plain = Plain(heading);
        return plain.Length > 0 && (plain == Plain(Heading.Zh) || plain == Plain(Heading.En ?? string.Empty) || AlsoCalled.Any(name => plain == Plain(name)));
    }

    public static bool IsReason(string heading) => Plain(heading) == Plain(Reason.Zh) || Plain(heading) == Plain(Reason.En!);

    /// <summary>Without spaces, stars, units in brackets and letter case.</summary>
    private static string Plain(string heading) =>
        string.Concat(HalfWidth.Of(heading).Split('(')[0].Where(letter => char.IsLetterOrDigit(letter))).ToUpperInvariant();
}
