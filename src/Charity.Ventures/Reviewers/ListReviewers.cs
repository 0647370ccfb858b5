using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>The pool, by name, and who was invited to it.</summary>
[Requires(Permissions.ManageReviewers)]
internal sealed record ListReviewers : IQuery<ReviewersPage>;

internal sealed record ReviewersPage(IReadOnlyList<ReviewerRow> Reviewers, IReadOnlyList<InvitationRow> Invitations);

internal sealed record ReviewerRow(Guid Id, string Name, string Employer, IReadOnlyList<string> Expertise, int Capacity, bool IsResting, bool IsComplete, int OpenConflicts);

internal sealed record InvitationRow(Guid Id, string Name, DateTime CreatedUtc, bool IsOver);

internal sealed class ListReviewersHandler(CharityDbContext db, TimeProvider clock) : IRequestHandler<ListReviewers, Result<ReviewersPage>>
{
    public async Task<Result<ReviewersPage>> Handle(ListReviewers request, CancellationToken cancellationToken)
    {
        // A pool has hundreds of people at most.
        var reviewers = await db.Set<Reviewer>().AsNoTracking().Where(reviewer => reviewer.Name != string.Empty).OrderBy(reviewer => reviewer.Id).ToListAsync(cancellationToken);
        var conflicts = await db.Set<ReviewerConflict>().Where(conflict => conflict.RuledOutUtc == null).GroupBy(conflict => conflict.ReviewerId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        var invitations = await db.Set<ReviewerInvitation>().AsNoTracking().Where(invitation => invitation.EndedUtc == null).OrderByDescending(invitation => invitation.Id).ToListAsync(cancellationToken);
        return new ReviewersPage(
            [.. reviewers.Select(r => new ReviewerRow(r.Id, r.Name, r.Employer, r.Expertise, r.Capacity, r.IsResting, r.IsComplete, conflicts.GetValueOrDefault(r.Id)))],
            invitations.ConvertAll(invitation => new InvitationRow(invitation.Id, invitation.Name, invitation.CreatedUtc, !invitation.IsOpen(clock.GetUtcNow()))));
    }
}
