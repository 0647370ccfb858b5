using Charity.Ventures.Decisions;
using Charity.Ventures.Notices;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;

namespace Charity.Tests.Ventures.Walks;

/// <summary>What people do about the decisions: prepare, sign and publish them, object, answer.</summary>
internal sealed partial class Walk
{
    private async Task SaveBoardAsync()
    {
        var selection = await SelectionAsync();
        var scored = await ReadAsync(db => db.Set<Submission>().AsNoTracking().Where(submission => submission.CallId == CallId && submission.State == SubmissionProcess.Scored).OrderBy(submission => submission.Number).Select(submission => submission.Id).ToListAsync());
        DecisionOutcome[] outcomes = [DecisionOutcome.Choose, DecisionOutcome.Choose, DecisionOutcome.Reserve, DecisionOutcome.Decline];
        await SendAsync(Officer(), new SaveBoard
        {
            Slug = Slug, Round = SelectionRound.Final, Revision = Chance(95) ? selection?.Revision ?? 0 : 0,
            Rows = [.. scored.Select(id => new TypedDecision { SubmissionId = id, Outcome = Chance(97) ? Any(outcomes) : DecisionOutcome.Invite, Note = "名额有限", Amount = Chance(80) ? null : $"{_random.Next(50)}000" })],
        });
    }

    private async Task MinuteAsync()
    {
        if (await SelectionAsync() is { } selection)
        {
            await SendAsync(Officer(), new WriteMinutes { Slug = Slug, Round = SelectionRound.Final, Version = VersionOf(selection), Revision = selection.Revision, HeldOn = Today, Present = "甲、乙" });
        }
    }

    private async Task SignMinutesAsync()
    {
        if (await SelectionAsync() is { } selection)
        {
            await SendAsync(Officer(), new SignMinutes(Slug, SelectionRound.Final, selection.MinutesSha256 ?? "0"));
        }
    }

    private async Task ReopenAsync()
    {
        if (Chance(30) && await SelectionAsync() is { } selection)
        {
            await SendAsync(Officer(), new ReopenBoard(Slug, SelectionRound.Final, VersionOf(selection)));
        }
    }

    private async Task PublishAsync()
    {
        if (await SelectionAsync() is { } selection)
        {
            await SendAsync(Officer(), new PublishDecisions(Slug, SelectionRound.Final, VersionOf(selection)));
        }
    }

    private async Task ObjectAsync()
    {
        // Most projects stand unopposed: a call whose every project falls gets no further.
        var notice = Chance(40) ? await NoticeAsync(AwardNoticeProcess.Running) : null;
        if (notice is not null && await SubmissionAsync(SubmissionProcess.OnNotice) is { } submission)
        {
            await SendAsync(null, new RaiseObjection { Slug = notice.Slug, SubmissionId = submission.Id, IsProtected = Chance(50), Name = "言之凿", Contact = "13900001111", Text = "与往年重复" });
        }
    }

    private async Task ExamineAsync()
    {
        if (await ObjectionAsync(ObjectionProcess.Received) is { } objection)
        {
            await SendAsync(Officer(), new ExamineObjection(objection.Id, VersionOf(objection)));
        }
    }

    private async Task AnswerAsync()
    {
        if (await ObjectionAsync(ObjectionProcess.Examining) is { } objection)
        {
            await SendAsync(Officer(), new AnswerObjection { Id = objection.Id, Version = VersionOf(objection), Trigger = Chance(70) ? ObjectionProcess.Dismiss : ObjectionProcess.Uphold, Answer = "经核查" });
        }
    }

    private async Task PromoteAsync()
    {
        if (await SubmissionAsync(SubmissionProcess.Reserve) is { } submission)
        {
            await SendAsync(Officer(), new PromoteReserve(Slug, submission.Id));
        }
    }

    private async Task CloseReserveAsync()
    {
        if (Chance(40))
        {
            await SendAsync(Officer(), new CloseReserve(Slug));
        }
    }

    private async Task CorrectAsync()
    {
        if (Chance(40) && await NoticeAsync(AwardNoticeProcess.Running) is { } notice)
        {
            await SendAsync(Officer(), new CorrectNotice { Slug = notice.Slug, Version = VersionOf(notice), Reason = "名称有误" });
        }
    }

    private Task<Selection?> SelectionAsync() => ReadAsync(db => db.Set<Selection>().AsNoTracking().Include(selection => selection.Rows).SingleOrDefaultAsync(selection => selection.CallId == CallId && selection.Round == SelectionRound.Final));

    private async Task<AwardNotice?> NoticeAsync(string state) =>
        Mostly(await ReadAsync(db => db.Set<AwardNotice>().AsNoTracking().Where(notice => notice.CallId == CallId).OrderBy(notice => notice.Number).ToListAsync()), notice => notice.State == state);

    private async Task<Objection?> ObjectionAsync(string state) =>
        Mostly(await ReadAsync(db => db.Set<Objection>().AsNoTracking().OrderBy(objection => objection.RaisedUtc).ToListAsync()), objection => objection.State == state);
}
