using System.Globalization;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Ventures.Agreements;
using Charity.Ventures.Changes;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Monitoring;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Walks;

/// <summary>What people do with the projects that came of it.</summary>
internal sealed partial class Walk
{
    private async Task OfferAsync()
    {
        if (await ProjectAsync(ProjectProcess.AgreementPending) is { } project)
        {
            var hash = await Site.InScopeAsync(async services => Agreement.HashOf((await services.GetRequiredService<AgreementWriter>().WriteAsync(
                await ProjectDesk.Whole(services.GetRequiredService<CharityDbContext>().Set<Project>()).SingleAsync(p => p.Id == project.Id), TestContext.Current.CancellationToken)).Text));
            await SendAsync(Officer(), new OfferAgreement(project.Slug, hash));
        }
    }

    private async Task SignAgreementAsync()
    {
        if (await ProjectAsync(ProjectProcess.AgreementPending) is { } project && await AgreementAsync(project) is { } agreement)
        {
            await SendAsync(Member(project), new SignAgreement(project.Slug, VersionOf(agreement), agreement.Sha256));
        }
    }

    private async Task CountersignAsync()
    {
        if (await ProjectAsync(ProjectProcess.AgreementPending) is { } project && await AgreementAsync(project) is { } agreement)
        {
            await SendAsync(Officer(), new CountersignAgreement(project.Slug, VersionOf(agreement), agreement.Sha256));
        }
    }

    private async Task MoveProjectAsync()
    {
        if (await ProjectAsync(ProjectProcess.FinalDue) is { } project && Chance(project.State == ProjectProcess.FinalDue ? 90 : 8))
        {
            await SendAsync(Officer(), new MoveProject(project.Slug, Chance(80) ? ProjectProcess.Close : ProjectProcess.Terminate, VersionOf(project), "理由"));
        }
    }

    private async Task RequestChangeAsync()
    {
        if (await ProjectAsync(ProjectProcess.Running) is not { } project)
        {
            return;
        }

        if (Chance(50))
        {
            await SendAsync(Member(project), new RequestChange(project.Slug, ChangeKind.Time, "场地未定", project.RunsUntil.AddDays(_random.Next(20) - 2), []));
            return;
        }

        // The first line that can bear it is lowered by what is given up; sometimes none can.
        var less = 1 + _random.Next((int)project.AwardedMinor / 4);
        var line = project.Budget.ToList().FindIndex(line => line.AskedMinor >= less);
        await SendAsync(Member(project), new RequestChange(
            project.Slug, ChangeKind.Less, "用不完", null, [.. project.Budget.Select((each, index) => InYuan(each.AskedMinor - (index == line ? less : 0)))]) { Less = InYuan(less) });
    }

    private async Task DecideChangeAsync()
    {
        var changes = await ReadAsync(db => db.Set<ChangeRequest>().AsNoTracking().OrderBy(change => change.AskedUtc).ToListAsync());
        if (Mostly(changes, change => change.State == ChangeProcess.Requested) is { } change)
        {
            await SendAsync(Officer(), new DecideChange(await SlugAsync(change.ProjectId), change.Id, Chance(60) ? ChangeProcess.Approve : ChangeProcess.Refuse, VersionOf(change), "看过了"));
        }
    }

    private async Task SubmitEvaluationAsync()
    {
        if (await EvaluationAsync(EvaluationProcess.Due) is { } evaluation)
        {
            var project = await ReadProjectAsync(evaluation.ProjectId);
            await SendAsync(Member(project), new SubmitEvaluation(project.Slug, evaluation.Kind, VersionOf(evaluation), "做了很多"));
        }
    }

    private async Task AskExpertAsync()
    {
        if (await EvaluationAsync(EvaluationProcess.Submitted) is { } evaluation)
        {
            var expert = Chance(80) ? Any(_experts) : Chance(50) ? Any(_reviewers) : Any(_officers);
            await SendAsync(Officer(), new AskExpert(await SlugAsync(evaluation.ProjectId), evaluation.Kind, expert.Email));
        }
    }

    private async Task MarkAsync()
    {
        var open = await ReadAsync(db => db.Set<Assessment>().AsNoTracking().ToListAsync());
        Walker[] all = [.. _experts, .. _reviewers, .. _officers];
        var ordered = open.OrderBy(assessment => Array.FindIndex(all, walker => walker.Id == assessment.UserId)).ThenBy(assessment => assessment.Round).ToList();
        if (Mostly(ordered, assessment => assessment.HandedInUtc is null) is { } assessment)
        {
            var level = Chance(80) ? 80 : 30;
            await SendAsync(Chance(95) ? Array.Find(all, walker => walker.Id == assessment.UserId) : Any(all), new MarkReport(assessment.Id, [30 * level / 100, 20 * level / 100, 25 * level / 100, 25 * level / 100], "材料齐全"));
        }
    }

    private async Task ConcludeAsync()
    {
        if (await EvaluationAsync(EvaluationProcess.Submitted, EvaluationProcess.Failed) is { } evaluation)
        {
            var trigger = evaluation.State == EvaluationProcess.Failed && Chance(80) ? EvaluationProcess.SecondChance : Chance(75) ? EvaluationProcess.Pass : EvaluationProcess.Fail;
            await SendAsync(Officer(), new ConcludeEvaluation(await SlugAsync(evaluation.ProjectId), evaluation.Kind, trigger, VersionOf(evaluation), "理由"));
        }
    }

    private async Task ReportAsync()
    {
        if (await ProjectAsync(ProjectProcess.Running, ProjectProcess.MidTermDue, ProjectProcess.FinalDue) is { } project)
        {
            await SendAsync(Member(project), new HandInReport(project.Slug, 1 + _random.Next(4), "本月进展"));
        }
    }

    private async Task VisitAsync()
    {
        if (await ProjectAsync(ProjectProcess.Running) is { } project)
        {
            await SendAsync(Officer(), new RecordVisit
            {
                Slug = project.Slug, Id = Guid.CreateVersion7(), VisitedOn = Today, Summary = "现场查看", VisitorName = "石科员", RepresentativeName = "甲", Answers = [.. Enumerable.Repeat(VisitAnswer.Yes, 6)],
                Findings = Chance(40) ? [new TypedFinding { Text = "签到表缺失", DueOn = Today.AddDays(10) }] : [],
            });
        }
    }

    private async Task AnswerFindingAsync()
    {
        if (await FindingAsync(FindingProcess.Open) is { } finding)
        {
            var project = await ReadProjectAsync(finding.ProjectId);
            await SendAsync(Member(project), new AnswerFinding(project.Slug, finding.Id, VersionOf(finding), "已补齐"));
        }
    }

    private async Task MoveFindingAsync()
    {
        if (await FindingAsync(FindingProcess.Answered) is { } finding)
        {
            await SendAsync(Officer(), new MoveFinding(await SlugAsync(finding.ProjectId), finding.Id, Chance(70) ? FindingProcess.Close : FindingProcess.Return, VersionOf(finding)));
        }
    }

    private static string InYuan(long minor) => Money.ToMajor(minor, Money.Yuan).ToString("0.00", CultureInfo.InvariantCulture);

    private Walker Member(Project project) => Chance(95) ? _organisations.Find(organisation => organisation.Id == project.OrganisationId).Owner : Any(_organisations).Owner;

    private async Task<Project?> ProjectAsync(params string[] states) =>
        Mostly(await ReadAsync(db => db.Set<Project>().AsNoTracking().Where(project => project.CallId == CallId).OrderBy(project => project.Slug).ToListAsync()), project => states.Contains(project.State));

    private Task<Project> ReadProjectAsync(Guid id) => ReadAsync(db => db.Set<Project>().AsNoTracking().SingleAsync(project => project.Id == id));

    private async Task<string> SlugAsync(Guid projectId) => (await ReadProjectAsync(projectId)).Slug;

    private Task<Agreement?> AgreementAsync(Project project) =>
        ReadAsync(db => db.Set<Agreement>().AsNoTracking().Where(agreement => agreement.ProjectId == project.Id).OrderByDescending(agreement => agreement.Number).FirstOrDefaultAsync());

    private async Task<Evaluation?> EvaluationAsync(params string[] states)
    {
        var all = await ReadAsync(db => (from evaluation in db.Set<Evaluation>().AsNoTracking()
                                         join project in db.Set<Project>() on evaluation.ProjectId equals project.Id
                                         orderby project.Slug, evaluation.Kind
                                         select evaluation).ToListAsync());
        return Mostly(all, evaluation => states.Contains(evaluation.State));
    }

    private async Task<Finding?> FindingAsync(string state) =>
        Mostly(await ReadAsync(db => db.Set<Finding>().AsNoTracking().OrderBy(finding => finding.OpenedUtc).ToListAsync()), finding => finding.State == state);
}
