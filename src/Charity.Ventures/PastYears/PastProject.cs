using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;

namespace Charity.Ventures.PastYears;

/// <summary>A project of a finished year as a list tells of it.</summary>
/// <param name="Number">Its number within its call, 1 to 999,999; makes its address.</param>
/// <param name="RunsUntil">The last day.</param>
/// <param name="IsClosed">It ended well; false when it was terminated.</param>
/// <param name="MarkTenths">The final evaluation's mark, 0 to 100 with one decimal, times ten.</param>
internal sealed record PastProject(
    int Number, LocalizedText Title, LocalizedText Summary, Guid OrganisationId, IReadOnlyList<string> AreaCodes, AwardSource Source, ProjectFigures Figures, DateOnly RunsFrom,
    DateOnly RunsUntil, bool IsClosed, int? MarkTenths, LocalizedText? Outcome)
{
    public const int HighestNumber = 999_999;

    /// <summary>Who gave money that no fund of this site gave, when a list does not say it.</summary>
    public static readonly LocalizedText PublicMoney = new("财政资金", "Public money");

    /// <summary>Nothing of it is planned or paid any more: lists tell what came of it.</summary>
    public ProjectAward AwardOf(Call call) => new(
        call.Slug, call.Id, null, Number, OrganisationId, Title, Summary, AreaCodes, Money.Yuan, [Source], PlannedActivities: 0, PlannedPeople: 0, RunsFrom, RunsUntil, MidTermOn: null,
        call.Design.ReportEveryMonths, PaidAtTheEnd);

    private static readonly IReadOnlyList<InstalmentPlan> PaidAtTheEnd = [new(new LocalizedText("全部资助", "The whole award"), 100, [InstalmentCondition.FinalPassed])];
}
