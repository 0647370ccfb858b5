using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Duties;
using Charity.Ventures.Notices;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Recipes;

/// <summary>Publishes a demonstration's signed decision as an office does, lets people object, and awards what stands on a notice that is over.</summary>
internal sealed class PublishedCall(CharityDbContext db, EarlierDays days, RunningProjects running, IWorkflowDoor door, IOrganisations organisations, IUserDirectory users, SiteTime time)
{
    public async Task RunAsync(RecipeStep step, Call call, Selection selection, DecisionModel model, CancellationToken cancellationToken)
    {
        var ago = model.PublishedDaysAgo;
        var publish = days.On<PublishDecisionsHandler>(ago, days.On<NoticePublisher>(ago));
        SubmissionsStep.Demand(step, await publish.Handle(new PublishDecisions(call.Slug, SelectionRound.Final, selection.Version), cancellationToken));
        await ProposeAsync(step, selection, model, cancellationToken);
        await days.SaveAsync(ago, cancellationToken);
        var notice = await db.Set<AwardNotice>().Include(notice => notice.Entries).SingleAsync(notice => notice.CallId == call.Id, cancellationToken);
        foreach (var objection in model.Objections ?? [])
        {
            await ObjectAsync(step, notice, objection, Math.Max(0, ago - 1), cancellationToken);
        }

        if (model.Projects is { } projects)
        {
            await AwardAsync(step, call, notice, cancellationToken);
            await running.BeginAsync(step, call, projects, cancellationToken);
        }
    }

    /// <summary>The system takes no duty; whoever is said to have published does.</summary>
    private async Task ProposeAsync(RecipeStep step, Selection selection, DecisionModel model, CancellationToken cancellationToken)
    {
        var officer = await users.FindByEmailAsync(model.PublishedBy, cancellationToken) ?? throw step.Error($"there is no account {model.PublishedBy}");
        var duties = days.On<DutyCheck>(model.PublishedDaysAgo);
        foreach (var row in selection.Rows.Where(row => row.Outcome == DecisionOutcome.Choose))
        {
            await duties.RecordAsync(row.SubmissionId, officer.Id, Duty.Propose, cancellationToken);
        }
    }

    /// <summary>Raised and taken up at once, answered today.</summary>
    /// <param name="ago">The day after the notice began.</param>
    private async Task ObjectAsync(RecipeStep step, AwardNotice notice, ObjectionModel model, int ago, CancellationToken cancellationToken)
    {
        var organisation = await organisations.FindAsync(model.Organisation, cancellationToken) ?? throw step.Error($"there is no organisation {model.Organisation}");
        var contested = await db.Set<Submission>().SingleOrDefaultAsync(submission => submission.CallId == notice.CallId && submission.OrganisationId == organisation.Id, cancellationToken)
            ?? throw step.Error($"{model.Organisation} is not on the notice {notice.Slug}");
        SubmissionsStep.Demand(step, (await days.On<RaiseObjectionHandler>(ago).Handle(
            new RaiseObjection { Slug = notice.Slug, SubmissionId = contested.Id, IsProtected = model.Name is null, Name = model.Name, Contact = model.Contact, Text = model.Text }, cancellationToken)).Failure);
        await days.SaveAsync(ago, cancellationToken);
        var objection = await db.Set<Objection>().SingleAsync(objection => objection.SubmissionId == contested.Id, cancellationToken);
        SubmissionsStep.Demand(step, (await days.On<ExamineObjectionHandler>(ago).Handle(new ExamineObjection(objection.Id, objection.Version), cancellationToken)).Failure);
        await days.SaveAsync(ago, cancellationToken);
        if (model.Answer is { } answer)
        {
            var answered = new AnswerObjection { Id = objection.Id, Version = objection.Version, Trigger = ObjectionProcess.Dismiss, Answer = answer };
            SubmissionsStep.Demand(step, (await days.On<AnswerObjectionHandler>(0).Handle(answered, cancellationToken)).Failure);
            await days.SaveAsync(0, cancellationToken);
        }
    }

    private async Task AwardAsync(RecipeStep step, Call call, AwardNotice notice, CancellationToken cancellationToken)
    {
        SubmissionsStep.Demand(step, (await door.FireAsync(AwardNoticeProcess.Table, notice, AwardNoticeProcess.End, expectedVersion: null, note: null, cancellationToken)).Failure);
        var over = days.DaysSince(notice.EndsUtc);
        await days.SaveAsync(over, cancellationToken);

        // Awarded on the day, but promised in the books today: a fund may not yet have had the money that it has now.
        var awards = days.On<AwardDesk>(over, time);
        foreach (var entry in notice.Entries.OrderBy(entry => entry.Place))
        {
            SubmissionsStep.Demand(step, (await awards.AwardAsync(entry.SubmissionId, cancellationToken)).Failure);
            await days.SaveAsync(over, cancellationToken);
        }

        SubmissionsStep.Demand(step, (await door.FireAsync(CallProcess.Table, call, CallProcess.AwardTrigger, expectedVersion: null, note: null, cancellationToken)).Failure);
        await days.SaveAsync(over, cancellationToken);
    }
}
