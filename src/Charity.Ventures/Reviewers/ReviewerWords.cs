namespace Charity.Ventures.Reviewers;

/// <summary>English texts, the keys of their translations.</summary>
internal static class ReviewerWords
{
    public static string Of(InterestKind kind) => kind switch
    {
        InterestKind.Employed => "I work or worked there",
        InterestKind.Board => "I am or was on its board",
        InterestKind.Relative => "A close relative works there or leads it",
        InterestKind.PaidAdvice => "I advised it for money",
        InterestKind.Other => "Another bond",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };

    public static string Of(ConflictKind kind) => kind switch
    {
        ConflictKind.Declared => "declared by the reviewer",
        ConflictKind.Member => "the reviewer's account belongs to the organisation",
        ConflictKind.LegalRepresentative => "legal representative",
        ConflictKind.BoardMember => "on the board",
        ConflictKind.TeamMember => "the same name in the team",
        ConflictKind.Employer => "the reviewer's employer",
        ConflictKind.Telephone => "the same telephone",
        ConflictKind.BankAccount => "the same bank account",
        ConflictKind.Address => "the same address",
        ConflictKind.Linked => "shares people, place or account with an organisation of the reviewer",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };

    public static string Of(CallReviewerState state) => state switch
    {
        CallReviewerState.Invited => "was asked",
        CallReviewerState.Accepted => "accepted",
        CallReviewerState.Declined => "declined",
        _ => throw new InvalidOperationException($"Unknown state {state}."),
    };

    /// <summary>The badge's class.</summary>
    public static string Badge(CallReviewerState state) => state switch
    {
        CallReviewerState.Accepted => "badge-success",
        CallReviewerState.Declined => "badge-quiet",
        _ => "badge-warning",
    };
}
