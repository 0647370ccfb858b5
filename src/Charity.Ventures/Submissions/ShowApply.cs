using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Submissions;

/// <summary>The page on which an organisation begins its submission, or finds those it has begun.</summary>
[SignedIn]
internal sealed record ShowApply(string Slug) : IQuery<ApplyPage>;

/// <param name="Organisations">For which the reader may write.</param>
internal sealed record ApplyPage(string Slug, LocalizedText Title, bool IsOpen, IReadOnlyList<OrganisationSummary> Organisations, IReadOnlyList<MySubmission> Begun);

internal sealed class ShowApplyHandler(CharityDbContext db, CallDesk calls, IOrganisations organisations, TimeProvider clock) : IRequestHandler<ShowApply, Result<ApplyPage>>
{
    public async Task<Result<ApplyPage>> Handle(ShowApply request, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(request.Slug, cancellationToken) is not { IsPublic: true } call)
        {
            return CallFailures.Unknown;
        }

        var mine = await organisations.MineAsync(cancellationToken);
        var begun = await MySubmission.ReadAsync(db.Set<Submission>().Where(submission => submission.CallId == call.Id), mine, db, cancellationToken);
        return new ApplyPage(
            call.Slug, call.Title, call.TakesSubmissions(clock.GetUtcNow().UtcDateTime),
            [.. mine.Where(membership => membership.Role is OrganisationRole.Owner or OrganisationRole.Editor).Select(membership => membership.Organisation)],
            [.. begun.Where(submission => submission.State != SubmissionProcess.Discarded)]);
    }
}
