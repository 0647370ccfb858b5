namespace Charity.Ventures.Reviewers;

internal enum CallReviewerState
{
    Invited,
    Accepted,
    Declined,
}

/// <summary>A reviewer asked to review a call's submissions, and what they answered.</summary>
internal sealed class CallReviewer
{
    private CallReviewer()
    {
    }

    public CallReviewer(Guid callId, Guid reviewerId, DateTime invitedUtc) => (CallId, ReviewerId, InvitedUtc) = (callId, reviewerId, invitedUtc);

    public Guid CallId { get; private init; }
    public Guid ReviewerId { get; private init; }
    public CallReviewerState State { get; private set; }

    /// <summary>The most submissions they take in this call; 0 until they accepted.</summary>
    public int Capacity { get; private set; }
    public DateTime InvitedUtc { get; private init; }
    public DateTime? AnsweredUtc { get; private set; }
    public int Version { get; private set; }

    public string MailKey => $"call-reviewer:{CallId:N}:{ReviewerId:N}";

    /// <param name="capacity">0 to decline.</param>
    public void Answer(int capacity, DateTime nowUtc)
    {
        (State, Capacity, AnsweredUtc) = (capacity > 0 ? CallReviewerState.Accepted : CallReviewerState.Declined, capacity, nowUtc);
        Version++;
    }
}
