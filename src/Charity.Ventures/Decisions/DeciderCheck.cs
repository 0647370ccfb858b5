using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using Charity.Ventures.Defences;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Decisions;

/// <summary>
/// Keeps whoever belongs to an applicant, is bound to one by an interest, or scored, out of a call's decisions altogether: to decide about a competitor is to decide about
/// oneself, and to see the board is to know before one's time. A refusal says why, and who still may.
/// </summary>
internal sealed class DeciderCheck(CharityDbContext db, ICurrentUser user, IOrganisations organisations, IUserDirectory users, ConflictDesk conflicts, IEnumerable<IScores> scores, IStringLocalizer texts)
{
    /// <param name="permission">Whose holders are named as those who still may.</param>
    public async Task<Failure?> RefusalAsync(Guid callId, string permission, CancellationToken cancellationToken)
    {
        if (user is not { IsSystem: false, Id: { } id })
        {
            return null;
        }

        var applicants = await ApplicantsOf(callId).Distinct().ToListAsync(cancellationToken);
        var mine = (await organisations.MineAsync(cancellationToken)).FirstOrDefault(membership => applicants.Contains(membership.Organisation.Id));
        var scorers = await ScorersAsync(callId, cancellationToken);
        var bound = await BoundAsync(applicants, cancellationToken);
        if ((await conflicts.ApartFromAsync(id, ApplicantsOf(callId), cancellationToken)).Intersect(applicants).Any())
        {
            bound.Add(id);
        }

        var reason = mine is not null ? Failure.Forbidden("decider_belongs_to_applicant", "You belong to {0}, which takes part in this call, so you take no part in its decisions.", mine.Organisation.Name)
            : bound.Contains(id) ? Failure.Forbidden("decider_has_interest", "An interest binds you to an applicant of this call, so you take no part in its decisions.")
            : scorers.Contains(id) ? Failure.Forbidden("decider_scored", "You scored submissions of this call, so you take no part in its decisions.")
            : null;
        if (reason is null)
        {
            return null;
        }

        HashSet<Guid> apart = [.. scorers, .. bound, .. await MembersAsync(applicants, cancellationToken)];
        return await users.WithOthersAsync(reason, permission, other => Task.FromResult(!apart.Contains(other)), texts, cancellationToken);
    }

    private IQueryable<Guid> ApplicantsOf(Guid callId) =>
        db.Set<Submission>().Where(submission => submission.CallId == callId && submission.Number != null).Select(submission => submission.OrganisationId);

    /// <summary>The accounts of reviewers who declared an interest in an applicant, or for whom one was found.</summary>
    private Task<HashSet<Guid>> BoundAsync(List<Guid> applicants, CancellationToken cancellationToken) => (
        from conflict in db.Set<ReviewerConflict>()
        where conflict.RuledOutUtc == null && applicants.Contains(conflict.OrganisationId)
        join reviewer in db.Set<Reviewer>() on conflict.ReviewerId equals reviewer.Id
        select reviewer.UserId).ToHashSetAsync(cancellationToken);

    private async Task<IReadOnlySet<Guid>> ScorersAsync(Guid callId, CancellationToken cancellationToken)
    {
        // Whoever scored at the defence has scored too.
        var all = await (
            from day in db.Set<DefenceDay>()
            where day.CallId == callId
            join slot in db.Set<DefenceSlot>() on day.Id equals slot.DayId
            join score in db.Set<DefenceScore>() on slot.Id equals score.SlotId
            where !score.HasLeft
            select score.UserId).Distinct().ToHashSetAsync(cancellationToken);
        foreach (var source in scores)
        {
            all.UnionWith(await source.ScorersAsync(callId, cancellationToken));
        }

        return all;
    }

    private async Task<HashSet<Guid>> MembersAsync(List<Guid> applicants, CancellationToken cancellationToken)
    {
        var members = new HashSet<Guid>();
        foreach (var organisation in applicants)
        {
            members.UnionWith((await organisations.MembersAsync(organisation, cancellationToken)).Select(colleague => colleague.UserId));
        }

        return members;
    }
}
