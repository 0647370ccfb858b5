using Charity.Contents.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Budgets;
using Charity.Ventures.Calls;

namespace Charity.Ventures.Projects;

/// <summary>What a decision awards; everything the project keeps of its submission and its call.</summary>
/// <param name="Number">The submission's number within its call; makes the project's address together with the call's slug.</param>
/// <param name="RunsUntil">The last day.</param>
/// <param name="MidTermOn">The first day on which the mid-term report may be handed in; null without a mid-term evaluation.</param>
internal sealed record ProjectAward(
    string CallSlug, Guid? CallId, Guid? SubmissionId, int Number, Guid OrganisationId, LocalizedText Title, LocalizedText Summary, IReadOnlyList<string> AreaCodes, string Currency,
    IReadOnlyList<AwardSource> Sources, int PlannedActivities, int PlannedPeople, DateOnly RunsFrom, DateOnly RunsUntil, DateOnly? MidTermOn, int ReportEveryMonths,
    IReadOnlyList<InstalmentPlan> Instalments)
{
    public IReadOnlyList<ProjectMilestone> Milestones { get; init; } = [];

    /// <summary>The budget as it was awarded.</summary>
    public IReadOnlyList<BudgetLine> Budget { get; init; } = [];

    public long TotalMinor => Sources.Sum(source => source.AmountMinor);

    /// <summary>Halfway, when an instalment waits for the mid-term evaluation; null otherwise.</summary>
    public static DateOnly? HalfwayOf(DateOnly from, DateOnly until, IReadOnlyList<InstalmentPlan> instalments) =>
        instalments.Any(plan => plan.Conditions.Contains(InstalmentCondition.MidTermPassed)) ? from.AddDays((until.DayNumber - from.DayNumber) / 2) : null;
}

/// <summary>A part of an award.</summary>
/// <param name="FundSlug">A community fund of this site; null for public money.</param>
/// <param name="Name">Who gives public money; null for a fund.</param>
/// <param name="ReservationId">The ledger entry that reserves it (<see cref="Ledger.Contracts.EntryPhase.Reserved"/>); null for public money, which the ledger does not hold.</param>
internal sealed record AwardSource(string? FundSlug, LocalizedText? Name, long AmountMinor, Guid? ReservationId);

/// <summary>Something the project has promised to have done by a day, with what shows that it was done.</summary>
internal sealed record ProjectMilestone(string Name, DateOnly DueOn, string Evidence);

/// <summary>
/// A venture project: what was awarded, to whom, how it is paid in instalments, and what has come of it. Its state moves by
/// <see cref="ProjectProcess"/>. Load it by <see cref="ProjectDesk"/> to change it: its sums are kept under the project's lock.
/// </summary>
[Audited]
internal sealed class Project : WorkflowInstance
{
    public const int SlugLength = Call.SlugLength + 10;
    private readonly List<ProjectArea> _areas = [];
    private readonly List<ProjectSource> _sources = [];
    private readonly List<Instalment> _instalments = [];

    private Project()
    {
    }

    /// <summary>Stands in addresses and in the ledger's accounts; never changes.</summary>
    public string Slug { get; private init; } = string.Empty;

    /// <summary>Null for a project of an imported list.</summary>
    public Guid? CallId { get; private init; }
    public Guid? SubmissionId { get; private init; }
    public Guid OrganisationId { get; private init; }
    public LocalizedText Title { get; private set; } = new(string.Empty);
    public LocalizedText Summary { get; private set; } = new(string.Empty);
    public string Currency { get; private init; } = Money.Yuan;

    /// <summary>The award; always the sum of its sources and of its instalments.</summary>
    public long AwardedMinor { get; private set; }
    public DateTime AwardedUtc { get; private init; }

    /// <summary>The year it counts for: that of its first day.</summary>
    public int Year { get; private init; }
    public DateOnly RunsFrom { get; private set; }
    public DateOnly RunsUntil { get; private set; }
    public DateOnly? MidTermOn { get; private set; }

    /// <summary>The mid-term evaluation was asked for; that is done once.</summary>
    public bool IsMidTermAsked { get; private set; }
    public int ReportEveryMonths { get; private init; }
    public int PlannedActivities { get; private set; }
    public int PlannedPeople { get; private set; }
    public ProjectFigures Figures { get; private set; } = new();
    public IReadOnlyList<ProjectMilestone> Milestones { get; private set; } = [];
    public IReadOnlyList<BudgetLine> Budget { get; private set; } = [];

    /// <summary>The last evaluation's mark, 0 to 100 with one decimal, times ten; null before there is one.</summary>
    public int? MarkTenths { get; private set; }

    /// <summary>What came of it, in the organisation's words; published at the closing.</summary>
    public LocalizedText? Outcome { get; private set; }
    public bool IsImported { get; private init; }

    /// <summary>What <c>/search</c> compares.</summary>
    [NotAudited]
    public string SearchText { get; private init; } = string.Empty;
    public IReadOnlyList<ProjectArea> Areas => _areas;
    public IReadOnlyList<ProjectSource> Sources => _sources;
    public IReadOnlyList<Instalment> Instalments => _instalments;

    /// <summary>The budget makes the award to the cent. It is empty when less was awarded than was asked for, until the organisation has said what is left out.</summary>
    public bool HasBudgetOfAward => Budget.Sum(line => line.AskedMinor) == AwardedMinor;
    public bool IsOver => State is ProjectProcess.Closed or ProjectProcess.Terminated;

    /// <summary>Activities are held and figures kept.</summary>
    public bool IsUnderWay => State is ProjectProcess.Running or ProjectProcess.MidTermDue or ProjectProcess.FinalDue;

    /// <summary>The address of the project that a call's submission becomes; known before it is awarded, so that its money can be reserved under it.</summary>
    public static string SlugOf(string callSlug, int number) => FormattableString.Invariant($"{callSlug}-{number:000}");

    /// <summary>
    /// The project an award makes, to be added within the transaction that decides and reserves the money. Instalments are shares of the
    /// award in whole minor units; the last one takes what rounding leaves, so that they always make the award.
    /// </summary>
    public static Project Award(ProjectAward award, DateTimeOffset now) => Begin(award, now, isImported: false);

    /// <summary>A project of a finished year, known from a list. It still has to be moved to the end it had.</summary>
    public static Project Import(ProjectAward award, ProjectFigures figures, int? markTenths, DateTimeOffset now)
    {
        var project = Begin(award, now, isImported: true);
        (project.Figures, project.MarkTenths) = (figures, markTenths);
        return project;
    }

    /// <summary>Adds what has changed in an activity to the sums.</summary>
    public void Count(ProjectFigures difference) => Figures = Figures.Plus(difference);

    public void AskMidTerm() => IsMidTermAsked = true;

    public void Mark(int tenths) => MarkTenths = tenths;

    public void Conclude(LocalizedText outcome) => Outcome = outcome;

    public void Reschedule(DateOnly runsFrom, DateOnly runsUntil) => (RunsFrom, RunsUntil, MidTermOn) = (runsFrom, runsUntil, IsMidTermAsked || MidTermOn is null ? MidTermOn
        : runsFrom.AddDays((runsUntil.DayNumber - runsFrom.DayNumber) / 2));

    /// <summary>Says what the award is spent on, when less was awarded than was asked for.</summary>
    public void AgreeBudget(IReadOnlyList<BudgetLine> budget)
    {
        if (State != ProjectProcess.AgreementPending || budget.Sum(line => line.AskedMinor) != AwardedMinor)
        {
            throw new InvalidOperationException($"The budget of {Slug} does not make the award, or is agreed already.");
        }

        Budget = budget;
    }

    /// <summary>Spends the same award otherwise.</summary>
    public void Rebudget(IReadOnlyList<BudgetLine> budget)
    {
        if (budget.Sum(line => line.AskedMinor) != Budget.Sum(line => line.AskedMinor))
        {
            throw new InvalidOperationException($"The new budget of {Slug} asks for another sum than the award.");
        }

        Budget = budget;
    }

    /// <summary>Gives a part of the award up. What each source gives to each instalment is written down with it: later shares would round otherwise.</summary>
    /// <param name="lowered">Of the project as it is now.</param>
    /// <param name="budget">What the rest is spent on; null while there is no budget.</param>
    public void Lower(LoweredAward lowered, IReadOnlyList<BudgetLine>? budget)
    {
        if (budget is null ? Budget.Count > 0 : budget.Sum(line => line.AskedMinor) != lowered.AwardedMinor)
        {
            throw new InvalidOperationException($"The new budget of {Slug} does not make the lowered award.");
        }

        (AwardedMinor, Budget) = (lowered.AwardedMinor, budget ?? Budget);
        foreach (var (instalment, parts) in lowered.Instalments)
        {
            instalment.Keep(parts);
        }

        foreach (var (source, back) in _sources.OrderBy(source => source.Number).Zip(lowered.BackMinor))
        {
            source.TakeBack(back);
        }
    }

    /// <summary>An instalment's share of the award in percent, to a tenth.</summary>
    public decimal PercentOf(Instalment instalment) => instalment.Parts is null ? instalment.Percent : Math.Round(instalment.AmountMinor * 100m / AwardedMinor, 1);

    private static Project Begin(ProjectAward award, DateTimeOffset now, bool isImported)
    {
        if (award.Sources.Count == 0 || award.Sources.Any(source => source.AmountMinor <= 0) || award.Instalments.Sum(plan => plan.Percent) != 100 || award.RunsUntil <= award.RunsFrom)
        {
            throw new ArgumentException($"The award of {award.CallSlug} {award.Number} is not sound.", nameof(award));
        }

        var id = Guid.CreateVersion7(now);
        var project = new Project
        {
            Id = id, Slug = SlugOf(award.CallSlug, award.Number), CallId = award.CallId, SubmissionId = award.SubmissionId, OrganisationId = award.OrganisationId, Title = award.Title,
            Summary = award.Summary, Currency = award.Currency, AwardedMinor = award.TotalMinor, AwardedUtc = now.UtcDateTime, Year = award.RunsFrom.Year, RunsFrom = award.RunsFrom,
            RunsUntil = award.RunsUntil, MidTermOn = award.MidTermOn, ReportEveryMonths = award.ReportEveryMonths, PlannedActivities = award.PlannedActivities,
            PlannedPeople = award.PlannedPeople, Milestones = award.Milestones, Budget = award.Budget, IsImported = isImported,
            SearchText = SearchWords.Comparable($"{award.Title.Zh}\n{award.Title.En}\n{award.Summary.Zh}\n{award.Summary.En}\n{SlugOf(award.CallSlug, award.Number)}"),
        };
        project._areas.AddRange(award.AreaCodes.Distinct().Select(code => new ProjectArea(id, code)));
        project._sources.AddRange(award.Sources.Select((source, index) => new ProjectSource(id, index + 1, source)));
        project._instalments.AddRange(Instalment.Divide(id, award.TotalMinor, award.Instalments, now));
        project.BeginIn(ProjectProcess.AgreementPending);
        return project;
    }
}

/// <summary>What has come of a project so far. Sums that are kept with every activity, never counted on a page.</summary>
/// <param name="VolunteerMinutes">The hours given by volunteers, in minutes.</param>
/// <param name="SpentMinor">Expenses with vouchers.</param>
/// <param name="Surveys">Answered satisfaction surveys, without those that look made up.</param>
/// <param name="SurveyPoints">The points they gave, 5 to 25 each.</param>
internal sealed record ProjectFigures(
    int Activities = 0, int People = 0, int SocialWorkers = 0, int Volunteers = 0, int VolunteerMinutes = 0, long SpentMinor = 0, int Surveys = 0, int SurveyPoints = 0)
{
    public ProjectFigures Plus(ProjectFigures other) => new(
        Activities + other.Activities, People + other.People, SocialWorkers + other.SocialWorkers, Volunteers + other.Volunteers, VolunteerMinutes + other.VolunteerMinutes,
        SpentMinor + other.SpentMinor, Surveys + other.Surveys, SurveyPoints + other.SurveyPoints);

    public ProjectFigures Minus(ProjectFigures other) => new(
        Activities - other.Activities, People - other.People, SocialWorkers - other.SocialWorkers, Volunteers - other.Volunteers, VolunteerMinutes - other.VolunteerMinutes,
        SpentMinor - other.SpentMinor, Surveys - other.Surveys, SurveyPoints - other.SurveyPoints);
}
