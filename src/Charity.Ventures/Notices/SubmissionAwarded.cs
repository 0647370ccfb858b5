using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Submissions;
using MediatR;

namespace Charity.Ventures.Notices;

/// <summary>
/// A submission was awarded: published within the transaction that awards it, before its money is reserved in the books; if that fails, nothing of
/// it happened.
/// </summary>
/// <param name="At">When it was awarded.</param>
/// <param name="ProjectSlug">The project's address, under which its money was reserved.</param>
internal sealed record SubmissionAwarded(Submission Submission, Call Call, DateTimeOffset At, string ProjectSlug, IReadOnlyList<ReservedPart> Parts) : INotification;

/// <param name="ReservationId">The ledger's entry that will reserve it.</param>
internal sealed record ReservedPart(AwardPart Part, Guid ReservationId);
