using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Submissions;

/// <summary>A request about one submission that only colleagues of its organisation may send; held by <see cref="OwnSubmissionsOnly"/>.</summary>
internal interface ISubmissionRequest
{
    Guid Id { get; }
}

/// <summary>An <see cref="ISubmissionRequest"/> for those who write it: owners and editors.</summary>
internal interface IWritersRequest : ISubmissionRequest;

/// <summary>To everybody but the organisation's colleagues there is no such submission.</summary>
internal sealed class OwnSubmissionsOnly(CharityDbContext db, IOrganisations organisations, ICurrentUser user) : IAuthorize<ISubmissionRequest>
{
    public async Task<Failure?> AuthorizeAsync(ISubmissionRequest request, CancellationToken cancellationToken)
    {
        if (user.IsSystem)
        {
            return null;
        }

        var organisationId = await db.Set<Submission>().Where(submission => submission.Id == request.Id).Select(submission => (Guid?)submission.OrganisationId).SingleOrDefaultAsync(cancellationToken);
        if (organisationId is not { } id || user.Id is not { } userId || await organisations.RoleOfAsync(userId, id, cancellationToken) is not { } role)
        {
            return SubmissionFailures.Unknown;
        }

        return request is IWritersRequest && role is not (OrganisationRole.Owner or OrganisationRole.Editor) ? SubmissionFailures.NotYourRole : null;
    }
}
