using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Defences;
using Charity.Ventures.Duties;
using Charity.Ventures.Notices;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Recipes;

/// <summary>
/// Takes a demonstration's call from its ranking to the defence and prepares the final decision without publishing it; or, when the written review
/// decides alone, to the signed decision that <see cref="PublishedCall"/> publishes.
/// </summary>
internal sealed class DecidedCall(
    CharityDbContext db, SelectionDesk desk, DecisionAct act, DefenceDesk defences, PublishedCall published, EarlierDays days, IWorkflowDoor door, IUserDirectory users, IStringLocalizer texts,
    SiteTime time, TimeProvider clock)
{
    public async Task RunAsync(RecipeStep step, Call call, ReviewModel model, IReadOnlyList<Submission> submissions, CancellationToken cancellationToken)
    {
        await days.SaveAsync(model.Decision?.ReviewedDaysAgo ?? 0, cancellationToken);
        if (model is { Defence: null, Decision: { } decision })
        {
            var (board, selection) = await PrepareAsync(step, call, model, cancellationToken);
            await SignAsync(step, board, selection, model, days.At(decision.PublishedDaysAgo), cancellationToken);
            await days.SaveAsync(decision.PublishedDaysAgo, cancellationToken);
            await published.RunAsync(step, call, selection, decision, cancellationToken);
            return;
        }

        await InviteAsync(step, call, model, cancellationToken);
        var invited = submissions.Where(submission => submission.State == SubmissionProcess.Shortlisted).OrderBy(submission => submission.Number).ToList();
        await DefendAsync(step, call, model.Defence ?? throw step.Error($"call {call.Slug} has neither a defence nor a decision"), invited, cancellationToken);
        await PrepareAsync(step, call, model, cancellationToken);
    }

    /// <summary>The first round: drawn by the line, minuted, signed by two, published.</summary>
    private async Task InviteAsync(RecipeStep step, Call call, ReviewModel model, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (board, selection) = await DrawAsync(call, SelectionRound.Written, new FundingLine(Invites: model.Invited), model.Refusal, cancellationToken);
        await SignAsync(step, board, selection, model, now, cancellationToken);
        await FireAsync(step, SelectionProcess.Table, selection, SelectionProcess.Publish, cancellationToken);
        selection.Publish(now.UtcDateTime);
        foreach (var candidate in board.Open.ToList())
        {
            act.Covers(candidate.Id);
            var trigger = selection.Find(candidate.Id)!.Outcome == DecisionOutcome.Invite ? SubmissionProcess.Shortlist : SubmissionProcess.Decline;
            await FireAsync(step, SubmissionProcess.Table, candidate.Submission, trigger, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Minuted and signed.</summary>
    private async Task SignAsync(RecipeStep step, Board board, Selection selection, ReviewModel model, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        var minutes = MinutesText.Write(board, selection, new Meeting(time.DayOf(at.UtcDateTime), model.Meeting, model.Present, string.Empty, selection.Revision), texts);
        selection.Write(minutes, NoticeText.Hash(minutes));
        await FireAsync(step, SelectionProcess.Table, selection, SelectionProcess.Minute, cancellationToken);
        foreach (var email in model.SignedBy)
        {
            var person = await users.FindByEmailAsync(email, cancellationToken) ?? throw step.Error($"there is no account {email}");
            selection.Sign(person.Id, person.Name, at);
        }

        await FireAsync(step, SelectionProcess.Table, selection, SelectionProcess.Sign, cancellationToken);
    }

    private async Task DefendAsync(RecipeStep step, Call call, DefenceModel defence, List<Submission> invited, CancellationToken cancellationToken)
    {
        var jurors = new List<UserSummary>();
        foreach (var email in defence.Jurors)
        {
            jurors.Add(await users.FindByEmailAsync(email, cancellationToken) ?? throw step.Error($"there is no account {email}"));
        }

        var known = (await db.Set<DutyRecord>().Where(record => record.Duty == Duty.Score).Select(record => new { record.SubjectId, record.UserId }).ToListAsync(cancellationToken))
            .Select(record => (record.SubjectId, record.UserId)).ToHashSet();
        var each = (invited.Count + defence.DaysAgo.Count - 1) / defence.DaysAgo.Count;
        foreach (var (daysAgo, heard) in defence.DaysAgo.Zip(invited.Chunk(each)))
        {
            var on = time.Today.AddDays(-daysAgo);
            var plan = new DayPlan(on, time.Utc(on).AddHours(9), 15, 6, 15, defence.Place, null, DefenceOrder.ByNumber);
            var day = DefenceDay.Plan(call.Id, plan, [.. heard.Select(submission => submission.Id)], jurors.Select(juror => (juror.Id, juror.Name)), clock.GetUtcNow(), seed: 0);
            day.Publish(plan.StartsUtc.AddDays(-7));
            db.Add(day);
            foreach (var (slot, submission) in day.Slots.Zip(heard))
            {
                await ScoreAsync(call, slot, submission, jurors, known, cancellationToken);
                slot.Lock(isApplicantAbsent: false, slot.EndsUtc);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (var submission in invited)
        {
            await FireAsync(step, SubmissionProcess.Table, submission, SubmissionProcess.Defend, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Whoever has an interest leaves; the others score.</summary>
    private async Task ScoreAsync(Call call, DefenceSlot slot, Submission submission, IReadOnlyList<UserSummary> jurors, HashSet<(Guid, Guid)> known, CancellationToken cancellationToken)
    {
        foreach (var (index, juror) in jurors.Index())
        {
            var score = DefenceScore.Begin(slot.Id, juror.Id);
            db.Add(score);
            if (await defences.MustLeaveAsync(juror.Id, submission, cancellationToken))
            {
                score.Leave(slot.EndsUtc);
                continue;
            }

            score.Give(new InventedScores(submission.Number!.Value, (2 * index) - 2, call.Design.Review).Points(), null, slot.EndsUtc);
            if (known.Add((submission.Id, juror.Id)))
            {
                db.Add(DutyRecord.Of(submission.Id, juror.Id, Duty.Score, clock.GetUtcNow()));
            }
        }
    }

    /// <summary>The final round: the line is drawn below as many as are to be chosen; nobody but those who decide knows of it.</summary>
    private async Task<(Board Board, Selection Selection)> PrepareAsync(RecipeStep step, Call call, ReviewModel model, CancellationToken cancellationToken)
    {
        var ranked = (await desk.LoadAsync(call, SelectionRound.Final, cancellationToken)).Ranked;
        var budget = ranked.Take(model.Chosen).Sum(candidate => candidate.MostMinor);
        var (board, selection) = await DrawAsync(call, SelectionRound.Final, new FundingLine(BudgetMinor: budget, Reserves: model.Reserves), model.Decision is null ? null : model.Refusal, cancellationToken);
        var wrong = SelectionRules.Wrong(board, selection.Rows.Select(row => new Decision(row.SubmissionId, row.Outcome, row.AmountMinor, row.Note)));
        if (wrong.Count > 0 || selection.Rows.Count(row => row.Outcome == DecisionOutcome.Choose) != model.Chosen)
        {
            throw step.Error($"call {call.Slug}: {model.Chosen} cannot be chosen{string.Concat(wrong.Select(field => " " + field.Code).Distinct())}");
        }

        return (board, selection);
    }

    /// <param name="refusal">The reason of those who are not chosen.</param>
    private async Task<(Board Board, Selection Selection)> DrawAsync(Call call, SelectionRound round, FundingLine line, string? refusal, CancellationToken cancellationToken)
    {
        var board = await desk.LoadAsync(call, round, cancellationToken);
        var selection = Selection.Begin(call.Id, round, clock.GetUtcNow());
        db.Add(selection);
        selection.Draw(line);
        selection.Decide(line.Draw(round, board.Ranked, board.Money.LeftMinor).Select(decision => decision.Outcome == DecisionOutcome.Decline ? decision with { Note = refusal } : decision));
        return (board with { Selection = selection }, selection);
    }

    private async Task FireAsync<T>(RecipeStep step, WorkflowDefinition<T> table, T instance, string trigger, CancellationToken cancellationToken) where T : WorkflowInstance =>
        SubmissionsStep.Demand(step, await door.FireAsync(table, instance, trigger, expectedVersion: null, note: null, cancellationToken));
}
