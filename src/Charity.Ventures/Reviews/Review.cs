using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviews.Ranking;

namespace Charity.Ventures.Reviews;

/// <summary>What a reviewer gave for one criterion.</summary>
/// <param name="Code">The criterion's.</param>
/// <param name="Score">0 to 100; null while nothing was given.</param>
internal sealed record ReviewMark(string Code, int? Score, bool DoesNotApply, string Comment);

/// <summary>
/// One reviewer's review of one submission (评审). Its state moves by <see cref="ReviewProcess"/>; once it is locked it stays as it is.
/// Whoever a submission was once taken from is never given it again.
/// </summary>
internal sealed class Review : WorkflowInstance
{
    public const int CommentLength = 2_000;

    private Review()
    {
    }

    public Guid CallId { get; private init; }
    public Guid SubmissionId { get; private init; }

    /// <summary>The applicant: what keeps a reviewer away is kept by organisation.</summary>
    public Guid OrganisationId { get; private init; }
    public Guid ReviewerId { get; private init; }

    /// <summary>The last day, included.</summary>
    public DateOnly DueOn { get; private init; }
    public DateTime AssignedUtc { get; private init; }
    public IReadOnlyList<ReviewMark> Marks { get; private set; } = [];
    public string Comment { get; private set; } = string.Empty;
    public DateTime? SavedUtc { get; private set; }
    public DateTime? LockedUtc { get; private set; }

    /// <summary>Counts what was saved; a save onto an older text is told so.</summary>
    public int Revision { get; private set; }

    public bool IsBeingWritten => ReviewProcess.Open.Contains(State);

    public static Review Assign(Guid callId, Guid submissionId, Guid organisationId, Guid reviewerId, DateOnly dueOn, DateTimeOffset now)
    {
        var review = new Review
        {
            Id = Guid.CreateVersion7(now),
            CallId = callId,
            SubmissionId = submissionId,
            OrganisationId = organisationId,
            ReviewerId = reviewerId,
            DueOn = dueOn,
            AssignedUtc = now.UtcDateTime,
        };
        review.BeginIn(ReviewProcess.Assigned);
        return review;
    }

    public void Save(IReadOnlyList<ReviewMark> marks, string comment, DateTime nowUtc)
    {
        if (!IsBeingWritten)
        {
            throw new InvalidOperationException($"Review {Id} is {State}; it is not written any more.");
        }

        (Marks, Comment, SavedUtc) = (marks, comment, nowUtc);
        Revision++;
    }

    public void LockedAt(DateTime? utc) => LockedUtc = utc;

    /// <summary>The weighted mean of the criteria that apply, 0 to 100; null while one of them has no score, or none applies.</summary>
    public decimal? ScoreBy(ReviewDesign design)
    {
        var marks = Marks.ToDictionary(mark => mark.Code);
        var all = design.Criteria.Select(criterion => (criterion.Weight, Mark: marks.GetValueOrDefault(criterion.Code))).ToList();
        return all.Exists(row => row.Mark is null or { DoesNotApply: false, Score: null })
            ? null
            : WeightedMark.Score(all.Select(row => new WeightedMark(row.Weight, row.Mark!.DoesNotApply ? null : row.Mark.Score)));
    }
}

/// <summary>What a reviewer says to the others of the same submission, once their own review is locked.</summary>
internal sealed class ReviewRemark
{
    public const int TextLength = 2_000;

    private ReviewRemark()
    {
    }

    public ReviewRemark(Review by, string text, DateTimeOffset now) =>
        (Id, SubmissionId, ReviewId, Text, WrittenUtc) = (Guid.CreateVersion7(now), by.SubmissionId, by.Id, text, now.UtcDateTime);

    public Guid Id { get; private init; }
    public Guid SubmissionId { get; private init; }
    public Guid ReviewId { get; private init; }
    public string Text { get; private init; } = string.Empty;
    public DateTime WrittenUtc { get; private init; }
}
