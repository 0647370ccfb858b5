using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Submissions;

/// <summary>Two states of one's own submission side by side.</summary>
/// <param name="From">The older version; null for the one before the other.</param>
/// <param name="To">The newer version; null for what is there now.</param>
[SignedIn]
internal sealed record CompareVersions(Guid Id, Guid? From, Guid? To) : IQuery<Comparison>, ISubmissionRequest;

/// <param name="ToUtc">Null for what is there now.</param>
internal sealed record Comparison(Guid Id, string Title, string? TitleBefore, DateTime FromUtc, string FromName, DateTime? ToUtc, string ToName, AnswersModel Answers);

internal sealed class CompareVersionsHandler(SubmissionDesk desk, VersionReader versions) : IRequestHandler<CompareVersions, Result<Comparison>>
{
    public async Task<Result<Comparison>> Handle(CompareVersions request, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Id, cancellationToken) is { } open
            ? await versions.CompareAsync(open, request.From, request.To, $"/workspace/submissions/{request.Id}/files", submittedOnly: false, cancellationToken)
            : SubmissionFailures.Unknown;
}

/// <summary>Puts two versions beside each other, for the organisation as for the office.</summary>
internal sealed class VersionReader(CharityDbContext db, AnswersReader reader)
{
    /// <param name="submittedOnly">The office sees what was handed in, not what was written in between.</param>
    public async Task<Result<Comparison>> CompareAsync(OpenSubmission open, Guid? fromId, Guid? toId, string filesAddress, bool submittedOnly, CancellationToken cancellationToken)
    {
        var submission = open.Submission;
        var all = db.Set<SubmissionVersion>().AsNoTracking().Where(version => version.SubmissionId == submission.Id && (version.IsSubmitted || !submittedOnly));
        var to = toId is null ? null : await all.SingleOrDefaultAsync(version => version.Id == toId, cancellationToken);
        if (toId is not null && to is null)
        {
            return SubmissionFailures.NoSuchVersion;
        }

        var before = to?.SavedUtc ?? DateTime.MaxValue;
        var from = fromId is null
            ? await all.Where(version => version.SavedUtc < before).OrderByDescending(version => version.SavedUtc).FirstOrDefaultAsync(cancellationToken)
            : await all.SingleOrDefaultAsync(version => version.Id == fromId, cancellationToken);
        if (from is null)
        {
            return SubmissionFailures.NoSuchVersion;
        }

        var answers = await reader.OfAsync(open, to?.Answers ?? submission.Answers, filesAddress, isBlind: false, cancellationToken);
        var title = to?.Title ?? submission.Title;
        return new Comparison(
            submission.Id, title, title == from.Title ? null : from.Title, from.SavedUtc, from.SavedByName, to?.SavedUtc, to?.SavedByName ?? submission.SavedByName,
            answers with { Before = from.Answers });
    }
}
