using Charity.Platform.Text;
using Charity.Ventures.Budgets;

namespace Charity.Ventures.Calls;

/// <summary>
/// Everything a call sets. Thresholds, periods, shares, weights and instalments differ from place to place, so each is a setting with
/// a documented default and none is a constant. Kept as one document: it is read and changed as a whole, and an amendment shows both.
/// </summary>
internal sealed record CallDesign
{
    /// <summary>What the call is for, a few sentences.</summary>
    public LocalizedText? Summary { get; init; }

    /// <summary>Markdown: background, who may apply, what is looked for.</summary>
    public LocalizedText? Guidance { get; init; }

    /// <summary>Whom to ask: office, telephone, hours.</summary>
    public LocalizedText? Contact { get; init; }

    /// <summary>Codes of the areas projects may serve, with everything below them; empty for the whole district.</summary>
    public IReadOnlyList<string> AreaCodes { get; init; } = [];
    public CallMoney Money { get; init; } = new();
    public EligibilityRules Eligibility { get; init; } = new();
    public BudgetRules Budget { get; init; } = new();
    public ReviewDesign Review { get; init; } = new();
    public IReadOnlyList<InstalmentPlan> Instalments { get; init; } = InstalmentPlan.Usual;
    public CallTimetable Timetable { get; init; } = new();

    /// <summary>Working days of the public notice; 7 is what most districts do.</summary>
    public int NoticeWorkingDays { get; init; } = 7;

    /// <summary>Months between two reports of a running project.</summary>
    public int ReportEveryMonths { get; init; } = 1;
}

/// <summary>Where a call's money comes from.</summary>
/// <param name="FundSlug">A community fund of this site; null for public money.</param>
/// <param name="Name">Who gives public money; null for a fund, which has a name.</param>
internal sealed record MoneySource(string? FundSlug, LocalizedText? Name, long AmountMinor);

internal sealed record CallMoney
{
    public string Currency { get; init; } = Platform.Text.Money.Yuan;
    public IReadOnlyList<MoneySource> Sources { get; init; } = [];

    /// <summary>The most one project may be given.</summary>
    public long? ProjectCapMinor { get; init; }

    /// <summary>All there is to award.</summary>
    public long TotalMinor => Sources.Sum(source => source.AmountMinor);
}

/// <summary>Who may apply (the usual rules of districts; each can be switched off).</summary>
internal sealed record EligibilityRules
{
    /// <summary>Registered at least so long on the day the call closes; 0 without a rule.</summary>
    public int MonthsRegistered { get; init; } = 12;

    /// <summary>The last annual inspection was passed.</summary>
    public bool InspectionPassed { get; init; } = true;

    /// <summary>The least evaluation grade, 1 to 5 for 1A to 5A; 0 without a rule.</summary>
    public int GradeAtLeast { get; init; }

    /// <summary>No unfinished project of an earlier call.</summary>
    public bool NoUnfinishedProject { get; init; } = true;

    /// <summary>Submissions one organisation may hand in; 0 without a limit.</summary>
    public int MostSubmissions { get; init; } = 1;

    /// <summary>The bank account was proved.</summary>
    public bool BankAccountProved { get; init; }
}

/// <param name="Weight">Points of the total; all criteria together make 100.</param>
internal sealed record Criterion(string Code, LocalizedText Name, int Weight, LocalizedText? Help)
{
    /// <summary>What some scores mean, the highest first; what reviewers measure by.</summary>
    public IReadOnlyList<ScoreAnchor> Anchors { get; init; } = [];
}

/// <param name="Score">0 to 100.</param>
internal sealed record ScoreAnchor(int Score, LocalizedText Text)
{
    /// <summary>The scores an office is asked to describe.</summary>
    public static IReadOnlyList<int> Usual { get; } = [90, 75, 60, 40];
}

internal sealed record ReviewDesign
{
    public int ReviewersEach { get; init; } = 5;

    /// <summary>Reviewers do not see who applies.</summary>
    public bool IsBlind { get; init; } = true;

    /// <summary>A third party comments before the experts score.</summary>
    public bool HasAdvice { get; init; } = true;
    public bool HasDefence { get; init; } = true;

    /// <summary>The share of the defence in the final score, in percent.</summary>
    public int DefencePercent { get; init; } = 40;

    /// <summary>Below it nobody is awarded.</summary>
    public int PassMark { get; init; } = 60;

    /// <summary>A score below it needs a comment.</summary>
    public int CommentBelow { get; init; } = 60;

    /// <summary>A score above it needs a comment.</summary>
    public int CommentAbove { get; init; } = 90;

    /// <summary>Reviewers may say that a criterion does not apply; the others carry its weight then.</summary>
    public bool AllowsNotApplicable { get; init; }
    public IReadOnlyList<Criterion> Criteria { get; init; } =
    [
        new("need", new LocalizedText("需求调研", "Need"), 20, new LocalizedText("需求是否真实、具体，有调研依据", "Is the need real, concrete and shown by evidence?"))
        {
            Anchors =
            [
                new(90, new LocalizedText("有走访、问卷等第一手资料，对象和人数清楚", "First-hand evidence; who and how many is clear")),
                new(75, new LocalizedText("有依据，但数据不够具体", "Shown by evidence, but without concrete figures")),
                new(60, new LocalizedText("需求合理，依据较少", "Plausible, little evidence")),
                new(40, new LocalizedText("泛泛而谈，看不出服务谁", "General words; it is not clear whom it serves")),
            ],
        },
        new("design", new LocalizedText("项目设计", "Design"), 25, new LocalizedText("目标清晰、方法可行、进度合理", "Clear goals, workable methods, a sound schedule")),
        new("budget", new LocalizedText("预算编制", "Budget"), 15, new LocalizedText("开支必要、标准合理、与活动对应", "Necessary, reasonably priced, tied to activities")),
        new("team", new LocalizedText("团队能力", "Team"), 15, new LocalizedText("人员专业、有同类经验", "Qualified people with experience")),
        new("benefit", new LocalizedText("社会效益", "Benefit"), 15, new LocalizedText("受益人数与改变程度", "How many are served, and how much changes")),
        new("innovation", new LocalizedText("创新与可持续", "Innovation and lasting effect"), 10, new LocalizedText("做法有新意，项目结束后能延续", "New ideas that go on after the project")),
    ];
}

/// <summary>What must be true before an instalment is due.</summary>
internal enum InstalmentCondition
{
    AgreementSigned,
    MidTermPassed,
    FinalPassed,
    ReportsIn,
    FindingsClosed,
}

internal sealed record InstalmentPlan(LocalizedText Name, int Percent, IReadOnlyList<InstalmentCondition> Conditions)
{
    /// <summary>50/40/10, as agreements of this kind often have it.</summary>
    public static IReadOnlyList<InstalmentPlan> Usual { get; } =
    [
        new(new LocalizedText("首款", "First"), 50, [InstalmentCondition.AgreementSigned]),
        new(new LocalizedText("中期款", "Second"), 40, [InstalmentCondition.MidTermPassed, InstalmentCondition.ReportsIn, InstalmentCondition.FindingsClosed]),
        new(new LocalizedText("尾款", "Last"), 10, [InstalmentCondition.FinalPassed, InstalmentCondition.ReportsIn, InstalmentCondition.FindingsClosed]),
    ];
}

/// <summary>The days of a call; whole days of the site's time zone, the last one included.</summary>
internal sealed record CallTimetable
{
    /// <summary>From this day communities' needs are collected; null when the call begins with submissions.</summary>
    public DateOnly? NeedsFrom { get; init; }
    public DateOnly? OpensOn { get; init; }

    /// <summary>Submissions are taken until the end of this day.</summary>
    public DateOnly? ClosesOn { get; init; }

    /// <summary>After the end of the last day, what was under way is still taken for so long.</summary>
    public int GraceMinutes { get; init; } = 15;

    /// <summary>The day by which applicants have their answer.</summary>
    public DateOnly? AnswerOn { get; init; }
    public DateOnly? RunsFrom { get; init; }
    public DateOnly? RunsUntil { get; init; }
}
