using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Changes;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Monitoring;
using Charity.Ventures.Needs;
using Charity.Ventures.Notices;
using Charity.Ventures.Projects;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using Charity.Ventures.Wishes;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Office;

/// <summary>Something that should be done by now.</summary>
/// <param name="What">English, the key of its translation.</param>
/// <param name="Where">The call or the project; null for what belongs to none.</param>
/// <param name="Since">The day by which the oldest of them should have been done.</param>
/// <param name="Url">Where it is done.</param>
internal sealed record LateItem(string What, LocalizedText? Where, int Count, DateOnly Since, string Url);

/// <summary>
/// Finds what is late in the whole of venture projects, the longest waiting first, and only what the reader may do something about. It is
/// read from the days that each thing carries anyway, so nothing has to remember to report itself.
/// </summary>
internal sealed class LateWork(CharityDbContext db, ConflictDesk conflicts, ICurrentUser user, IPermissionService permissions, SiteTime time)
{
    /// <summary>Days that nothing else sets.</summary>
    private const int DaysToAnswerAQuestion = 5;
    private const int DaysToSignAnAgreement = 30;
    private const int DaysToAssessAReport = 30;
    private const int DaysToDecideAChange = 10;

    /// <summary>Single projects named for one reason; who is this far behind begins with the oldest.</summary>
    private const int MostProjects = 50;

    public async Task<IReadOnlyList<LateItem>> FindAsync(CancellationToken cancellationToken)
    {
        var items = new List<LateItem>();
        var calls = await db.Set<Call>().AsNoTracking().Select(call => new { call.Id, call.Slug, call.Title }).ToDictionaryAsync(call => call.Id, cancellationToken);
        foreach (var (permission, what, page, groups) in await OfCallsAsync(cancellationToken))
        {
            if (await permissions.HasAsync(permission, cancellationToken))
            {
                items.AddRange(groups.Select(group => new LateItem(what, calls[group.CallId].Title, group.Count, group.Since, $"/office/calls/{calls[group.CallId].Slug}/{page}")));
            }
        }

        if (await permissions.HasAsync(Permissions.HandleObjections, cancellationToken))
        {
            items.AddRange(await ObjectionsAsync(cancellationToken));
        }

        if (await permissions.HasAsync(Permissions.ManageProjects, cancellationToken))
        {
            items.AddRange(await OfProjectsAsync(cancellationToken));
        }

        if (await permissions.HasAsync(Permissions.CheckNeeds, cancellationToken))
        {
            items.AddRange(await OfCommunitiesAsync(cancellationToken));
        }

        return [.. items.OrderBy(item => item.Since).ThenBy(item => item.Url, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<(string Permission, string What, string Page, IReadOnlyList<LateGroup> Groups)>> OfCallsAsync(CancellationToken cancellationToken)
    {
        var today = time.Today;
        var now = time.Utc(today);
        string[] pending = [.. SubmissionProcess.Pending];
        string[] open = [.. ReviewProcess.Open];
        var late = db.Set<Submission>().AsNoTracking().Where(submission => EF.Parameter(pending).Contains(submission.State) && (submission.AnswerOn < today || submission.StateDueUtc < now));
        var apart = await conflicts.ApartFromAsync(user.Id, late.Select(submission => submission.OrganisationId), cancellationToken);
        var submissions = late.Where(submission => !EF.Parameter(apart).Contains(submission.OrganisationId));
        var unchecked_ = await submissions.Where(submission => submission.State == SubmissionProcess.Submitted && submission.StateDueUtc < now)
            .GroupBy(submission => submission.CallId).Select(group => new { group.Key, Count = group.Count(), Since = group.Min(submission => submission.StateDueUtc) }).ToListAsync(cancellationToken);
        var unanswered = await submissions.Where(submission => EF.Parameter(pending).Contains(submission.State) && submission.AnswerOn < today)
            .GroupBy(submission => submission.CallId).Select(group => new { group.Key, Count = group.Count(), Since = group.Min(submission => submission.AnswerOn) }).ToListAsync(cancellationToken);
        var overdue = db.Set<Review>().AsNoTracking().Where(review => EF.Parameter(open).Contains(review.State) && review.DueOn < today);
        var reviewed = await conflicts.ApartFromAsync(user.Id, overdue.Select(review => review.OrganisationId), cancellationToken);

        // Whoever belongs to an applicant sees nothing of the call's reviews, of nobody's.
        var reviews = await overdue.Where(review => !db.Set<Submission>().Any(submission => submission.CallId == review.CallId && EF.Parameter(reviewed).Contains(submission.OrganisationId)))
            .GroupBy(review => review.CallId).Select(group => new { group.Key, Count = group.Count(), Since = group.Min(review => review.DueOn) }).ToListAsync(cancellationToken);
        var asked = now.AddDays(-DaysToAnswerAQuestion);
        var questions = await db.Set<CallQuestion>().AsNoTracking().Where(question => question.AnsweredUtc == null && !question.IsDismissed && question.AskedUtc < asked)
            .GroupBy(question => question.CallId).Select(group => new { group.Key, Count = group.Count(), Since = group.Min(question => question.AskedUtc) }).ToListAsync(cancellationToken);
        return
        [
            (Permissions.ScreenSubmissions, "Submissions to be checked", "submissions?state=" + SubmissionProcess.Submitted, [.. unchecked_.Select(group => new LateGroup(group.Key, group.Count, time.DayOf(group.Since!.Value)))]),
            (Permissions.ScreenSubmissions, "Answers promised to applicants", "submissions", [.. unanswered.Select(group => new LateGroup(group.Key, group.Count, group.Since!.Value))]),
            (Permissions.ManageReviewers, "Reviews to be handed in", "reviews", [.. reviews.Select(group => new LateGroup(group.Key, group.Count, group.Since))]),
            (Permissions.ManageCalls, "Questions to be answered", "questions", [.. questions.Select(group => new LateGroup(group.Key, group.Count, time.DayOf(group.Since).AddDays(DaysToAnswerAQuestion)))]),
        ];
    }

    private async Task<IReadOnlyList<LateItem>> ObjectionsAsync(CancellationToken cancellationToken)
    {
        var today = time.Today;
        var apart = await conflicts.ApartFromAsync(user.Id, ListObjectionsHandler.OfObjections(db), cancellationToken);
        var days = await db.Set<Objection>().AsNoTracking()
            .Where(objection => !db.Set<Submission>().Any(submission => submission.Id == objection.SubmissionId && EF.Parameter(apart).Contains(submission.OrganisationId)))
            .Where(objection => (objection.State == ObjectionProcess.Received || objection.State == ObjectionProcess.Examining) && objection.AnswerBy < today)
            .Select(objection => objection.AnswerBy).ToListAsync(cancellationToken);
        return days.Count == 0 ? [] : [new LateItem("Objections to be answered", null, days.Count, days.Min(), "/office/objections")];
    }

    private async Task<IReadOnlyList<LateItem>> OfProjectsAsync(CancellationToken cancellationToken)
    {
        var today = time.Today;
        var projects = db.Set<Project>().AsNoTracking().Where(project => !project.IsImported);
        var awarded = time.Utc(today.AddDays(-DaysToSignAnAgreement));
        var unsigned = await projects.Where(project => project.State == ProjectProcess.AgreementPending && project.AwardedUtc < awarded).OrderBy(project => project.AwardedUtc).Take(MostProjects)
            .Select(project => new { project.Slug, project.Title, project.AwardedUtc }).ToListAsync(cancellationToken);
        var reported = today.AddDays(-DaysToAssessAReport);
        var unmarked = await db.Set<Evaluation>().AsNoTracking().Where(evaluation => evaluation.State == EvaluationProcess.Submitted && evaluation.DueOn < reported)
            .Join(projects, evaluation => evaluation.ProjectId, project => project.Id, (evaluation, project) => new { project.Slug, project.Title, evaluation.DueOn })
            .OrderBy(row => row.DueOn).Take(MostProjects).ToListAsync(cancellationToken);
        var findings = await db.Set<Finding>().AsNoTracking().Where(finding => finding.State != FindingProcess.Closed && finding.DueOn < today)
            .Join(projects, finding => finding.ProjectId, project => project.Id, (finding, project) => new { project.Slug, project.Title, finding.DueOn })
            .OrderBy(row => row.DueOn).Take(MostProjects).ToListAsync(cancellationToken);
        var asked = time.Utc(today.AddDays(-DaysToDecideAChange));
        var changes = await db.Set<ChangeRequest>().AsNoTracking().Where(change => change.State == ChangeProcess.Requested && change.AskedUtc < asked)
            .Join(projects, change => change.ProjectId, project => project.Id, (change, project) => new { project.Slug, project.Title, change.AskedUtc })
            .OrderBy(row => row.AskedUtc).Take(MostProjects).ToListAsync(cancellationToken);
        return
        [
            .. unsigned.Select(row => new LateItem("Agreement to be signed", row.Title, 1, time.DayOf(row.AwardedUtc).AddDays(DaysToSignAnAgreement), $"/office/projects/{row.Slug}/agreement")),
            .. unmarked.Select(row => new LateItem("Report to be marked", row.Title, 1, row.DueOn.AddDays(DaysToAssessAReport), $"/office/projects/{row.Slug}/evaluations")),
            .. findings.GroupBy(row => row.Slug).Select(rows => new LateItem("Findings to be mended", rows.First().Title, rows.Count(), rows.First().DueOn, $"/office/projects/{rows.Key}/visits")),
            .. changes.GroupBy(row => row.Slug).Select(rows => new LateItem("Changes to be decided", rows.First().Title, rows.Count(), time.DayOf(rows.First().AskedUtc).AddDays(DaysToDecideAChange), $"/office/projects/{rows.Key}/changes")),
            .. await ReportsAsync(projects, cancellationToken),
        ];
    }

    /// <summary>Progress reports have no row until they are handed in: the days follow from the project's rhythm.</summary>
    private async Task<IReadOnlyList<LateItem>> ReportsAsync(IQueryable<Project> projects, CancellationToken cancellationToken)
    {
        var running = await projects.Where(project => project.ReportEveryMonths > 0 && (project.State == ProjectProcess.Running || project.State == ProjectProcess.MidTermDue)).OrderBy(project => project.RunsFrom)
            .ToListAsync(cancellationToken);
        Guid[] ids = [.. running.Select(project => project.Id)];
        var handedIn = (await db.Set<ProgressReport>().AsNoTracking().Where(report => EF.Parameter(ids).Contains(report.ProjectId)).Select(report => new { report.ProjectId, report.Number }).ToListAsync(cancellationToken))
            .Select(report => (report.ProjectId, report.Number)).ToHashSet();
        return
        [
            .. from project in running
               let missing = ProgressReport.DueDays(project).Where(day => day.DueOn < time.Today && !handedIn.Contains((project.Id, day.Number))).ToList()
               where missing.Count > 0
               orderby missing[0].DueOn
               select new LateItem("Progress reports of the organisation", project.Title, missing.Count, missing[0].DueOn, $"/office/projects/{project.Slug}/evaluations"),
        ];
    }

    private async Task<IReadOnlyList<LateItem>> OfCommunitiesAsync(CancellationToken cancellationToken)
    {
        var now = time.Utc(time.Today);
        var needs = await db.Set<Need>().AsNoTracking().Where(need => need.State == NeedProcess.Submitted && need.StateDueUtc < now).Select(need => need.StateDueUtc!.Value).ToListAsync(cancellationToken);
        var wishes = await db.Set<Wish>().AsNoTracking().Where(wish => wish.State == WishProcess.Submitted && wish.StateDueUtc < now).Select(wish => wish.StateDueUtc!.Value).ToListAsync(cancellationToken);
        return
        [
            .. needs.Count == 0 ? (IEnumerable<LateItem>)[] : [new LateItem("Needs to be checked", null, needs.Count, time.DayOf(needs.Min()), "/office/needs")],
            .. wishes.Count == 0 ? (IEnumerable<LateItem>)[] : [new LateItem("Wishes to be checked", null, wishes.Count, time.DayOf(wishes.Min()), "/office/wishes")],
        ];
    }

    private sealed record LateGroup(Guid CallId, int Count, DateOnly Since);
}
