using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Screening;

/// <summary>The id of the submission with a number.</summary>
[Requires(Permissions.ReadSubmissions)]
internal sealed record FindSubmission(string Slug, int Number) : IQuery<Guid>;

internal sealed class FindSubmissionHandler(CharityDbContext db) : IRequestHandler<FindSubmission, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(FindSubmission request, CancellationToken cancellationToken) => await db.Set<Submission>()
        .Where(submission => submission.Number == request.Number && db.Set<Call>().Any(call => call.Id == submission.CallId && call.Slug == request.Slug))
        .Select(submission => (Guid?)submission.Id)
        .SingleOrDefaultAsync(cancellationToken) is { } id ? id : SubmissionFailures.Unknown;
}
