using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Notices;
using Charity.Ventures.Projects;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Charity.Ventures.Screening;
using Charity.Ventures.Submissions;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Charity.Tests.Ventures.Walks;

/// <summary>What people do. Each act looks for something it fits, and at times does it with something it does not fit.</summary>
internal sealed partial class Walk
{
    private static readonly string[] Open = [CallProcess.Open];
    private static readonly string[] Checking = [CallProcess.Closed, CallProcess.Reviewing];
    private static readonly string[] Deciding = [CallProcess.Ranking];
    private static readonly string[] OnNotice = [CallProcess.Notice];
    private static readonly string[] Running = [CallProcess.Awarded, CallProcess.Notice];

    /// <summary>Eight times as often in its time.</summary>
    private IReadOnlyList<(int Weight, string[] When, Func<Task> Do)> Acts =>
    [
        (3, Open, BeginAsync), (3, Open, WriteAsync), (4, Open, SubmitAsync), (1, [], WithdrawAsync), (1, Checking, SubmitAsync),
        (6, Checking, ScreenAsync), (1, Checking, InviteAsync), (3, Checking, AcceptAsync), (1, [], DeclareAsync), (3, Checking, AssignAsync),
        (10, Checking, ScoreAsync), (6, Checking, HandInAsync), (1, [], UnlockAsync), (1, [], ReassignAsync), (3, Checking, EndReviewsAsync),
        (3, Deciding, SaveBoardAsync), (2, Deciding, MinuteAsync), (4, Deciding, SignMinutesAsync), (1, [], ReopenAsync), (2, Deciding, PublishAsync),
        (1, OnNotice, ObjectAsync), (2, OnNotice, ExamineAsync), (2, OnNotice, AnswerAsync), (1, OnNotice, PromoteAsync), (1, OnNotice, CloseReserveAsync), (1, [], CorrectAsync),
        (2, Running, OfferAsync), (2, Running, SignAgreementAsync), (2, Running, CountersignAsync), (1, [], MoveProjectAsync), (1, Running, RequestChangeAsync), (1, Running, DecideChangeAsync),
        (2, Running, SubmitEvaluationAsync), (2, Running, AskExpertAsync), (3, Running, MarkAsync), (2, Running, ConcludeAsync), (2, Running, ReportAsync),
        (1, Running, VisitAsync), (1, Running, AnswerFindingAsync), (1, Running, MoveFindingAsync), (12, [], PassTimeAsync),
    ];

    /// <summary>Some hours pass while things are handed in, some days while projects run, and every clock turns.</summary>
    private async Task PassTimeAsync()
    {
        var most = _state switch { CallProcess.Open => 20, CallProcess.Awarded => 160, _ => 60 };
        _clock.Advance(TimeSpan.FromHours(1 + _random.Next(most)));
        await Site.TurnEveryClockAsync();
        _log.Add($"{_clock.GetUtcNow():MM-dd HH:mm} the clocks turn: the call is {(await Site.ReadCallAsync(Slug)).State}");
    }

    private async Task BeginAsync()
    {
        if (_state != CallProcess.Open && Chance(80))
        {
            return;
        }

        var (organisation, owner) = Any(_organisations);
        var begun = await SendAsync(Chance(90) ? owner : Any(_officers), new BeginSubmission { Slug = Slug, OrganisationId = organisation, Title = $"项目{_submissions.Count + 1}号" });
        if (begun.Succeeded)
        {
            _submissions.Add(begun.Value);
        }
    }

    private async Task WriteAsync()
    {
        if (await SubmissionAsync(submission => submission.AskedMinor == 0 && SubmissionProcess.Writing.Contains(submission.State)) is not { } submission)
        {
            return;
        }

        var page = await SendAsync(OwnerOf(submission), new ShowPart(submission.Id, 0));
        if (page.Succeeded)
        {
            var posted = new FormCollection(new Dictionary<string, StringValues>
            {
                ["a.areas"] = Chance(95) ? "meiyuan" : "nowhere", ["a.budget.0.0"] = "activities", ["a.budget.0.1"] = "活动", ["a.budget.0.2"] = "每场",
                ["a.budget.0.3"] = $"{(Chance(90) ? 10 + _random.Next(30) : 60) * 1000}", ["a.budget.0.4"] = "",
            });
            await SendAsync(Chance(95) ? OwnerOf(submission) : Any(_organisations).Owner, new SavePart(submission.Id, 0, page.Value.Token, null, posted));
        }
    }

    private async Task SubmitAsync()
    {
        if (await SubmissionAsync(submission => submission.AskedMinor > 0 && SubmissionProcess.Writing.Contains(submission.State)) is { } submission)
        {
            await SendAsync(Writer(submission), new MoveSubmission(submission.Id, SubmissionProcess.Submit, VersionOf(submission), null));
        }
    }

    private async Task WithdrawAsync()
    {
        if (await SubmissionAsync(SubmissionProcess.Pending) is { } submission && Chance(12))
        {
            await SendAsync(Writer(submission), new MoveSubmission(submission.Id, SubmissionProcess.Withdraw, VersionOf(submission), "不做了"));
        }
    }

    private async Task ScreenAsync()
    {
        if (await SubmissionAsync(SubmissionProcess.Submitted) is { } submission)
        {
            var trigger = Any<string>([SubmissionProcess.Pass, SubmissionProcess.Pass, SubmissionProcess.Pass, SubmissionProcess.Return, SubmissionProcess.Refuse, SubmissionProcess.Advise]);
            var day = trigger is SubmissionProcess.Return or SubmissionProcess.Advise ? Today.AddDays(_random.Next(6)) : (DateOnly?)null;
            await SendAsync(Officer(), new ScreenSubmission { Id = submission.Id, Trigger = trigger, Version = VersionOf(submission), Note = "请补充", ReviseBy = day });
        }
    }

    private async Task InviteAsync() => await SendAsync(Officer(), new InviteToCall { Slug = Slug, Reviewers = [.. await ReadAsync(db => db.Set<Reviewer>().OrderBy(reviewer => reviewer.Name).Select(reviewer => reviewer.Id).ToListAsync())] });

    private async Task AcceptAsync() => await SendAsync(Any(_reviewers), new AnswerCallInvitation { Slug = Slug, Accepts = Chance(95), Capacity = 20 });

    private async Task DeclareAsync()
    {
        if (Chance(25))
        {
            var id = Any(_organisations).Id;
            var name = await ReadAsync(db => db.Set<Charity.Organisations.Dossiers.SocialOrganisation>().Where(organisation => organisation.Id == id).Select(organisation => organisation.Name).SingleAsync());
            await SendAsync(Any(_reviewers), new DeclareInterest { Organisation = name.Zh, Kind = InterestKind.PaidAdvice });
        }
    }

    private async Task AssignAsync()
    {
        var officer = Officer();
        await SendAsync(officer, new PrepareAssignment(Slug));
        var plan = await SendAsync(officer, new ShowAssignment(Slug));
        if (plan.Succeeded)
        {
            await SendAsync(officer, new ConfirmAssignment { Slug = Slug, Stamp = plan.Value.Stamp, DueOn = plan.Value.DueOn });
        }
    }

    private async Task ScoreAsync()
    {
        if (await ReviewAsync(ReviewProcess.Assigned, ReviewProcess.Draft) is not { } review)
        {
            return;
        }

        var design = (await Site.ReadCallAsync(Slug)).Design.Review;
        var level = 30 + _random.Next(70);
        await SendAsync(await ReviewerOfAsync(review), new SaveReview
        {
            Id = review.Id, Revision = review.Revision, Comment = "总评",
            Marks = [.. design.Criteria.Select(criterion => new TypedMark { Code = criterion.Code, Score = Chance(97) ? level : null, Comment = "有依据" })],
        });
    }

    private async Task HandInAsync()
    {
        if (await ReviewAsync(ReviewProcess.Draft) is { } review)
        {
            await SendAsync(await ReviewerOfAsync(review), new HandInReview(review.Id, review.Revision));
        }
    }

    private async Task UnlockAsync()
    {
        if (await ReviewAsync(ReviewProcess.Locked) is { } review)
        {
            await SendAsync(Officer(), new UnlockReview(Slug, review.Id, VersionOf(review), "再看一遍"));
        }
    }

    private async Task ReassignAsync()
    {
        if (await ReviewAsync(ReviewProcess.Assigned, ReviewProcess.Draft) is { } review)
        {
            await SendAsync(Officer(), new ReassignReview(Slug, review.Id, VersionOf(review), "出差"));
        }
    }

    private async Task EndReviewsAsync() => await SendAsync(Officer(), new EndReviews(Slug));

    private Walker Officer() => Chance(95) ? Any(_officers) : Any(_organisations).Owner;

    private Walker Writer(Submission submission) => Chance(95) ? OwnerOf(submission) : Chance(50) ? Any(_organisations).Owner : Any(_officers);

    private Walker OwnerOf(Submission submission) => _organisations.Find(organisation => organisation.Id == submission.OrganisationId).Owner;

    /// <summary>What they looked at: mostly the present version.</summary>
    private int VersionOf(WorkflowInstance instance) => Chance(96) ? instance.Version : instance.Version + 1;

    private Task<Submission?> SubmissionAsync(params IEnumerable<string> states) => SubmissionAsync(submission => states.Contains(submission.State));

    private async Task<Submission?> SubmissionAsync(Func<Submission, bool> fits)
    {
        var all = await ReadAsync(db => db.Set<Submission>().AsNoTracking().Where(submission => submission.CallId == CallId).ToListAsync());
        return Mostly([.. all.OrderBy(submission => _submissions.IndexOf(submission.Id))], fits);
    }

    private async Task<Review?> ReviewAsync(params string[] states)
    {
        var names = await ReadAsync(db => db.Set<Reviewer>().AsNoTracking().ToDictionaryAsync(reviewer => reviewer.Id, reviewer => reviewer.Name));
        var all = await ReadAsync(db => db.Set<Review>().AsNoTracking().Where(review => review.CallId == CallId).ToListAsync());
        return Mostly([.. all.OrderBy(review => _submissions.IndexOf(review.SubmissionId)).ThenBy(review => names[review.ReviewerId], StringComparer.Ordinal)], review => states.Contains(review.State));
    }

    private async Task<Walker> ReviewerOfAsync(Review review)
    {
        var userId = await ReadAsync(db => db.Set<Reviewer>().Where(reviewer => reviewer.Id == review.ReviewerId).Select(reviewer => reviewer.UserId).SingleAsync());
        return Chance(95) ? _reviewers.Single(walker => walker.Id == userId) : Any(_reviewers);
    }
}
