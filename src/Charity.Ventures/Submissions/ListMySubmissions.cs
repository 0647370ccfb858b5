using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Submissions;

/// <summary>The submissions of the reader's organisations, newest first.</summary>
[SignedIn]
internal sealed record ListMySubmissions : IQuery<IReadOnlyList<MySubmission>>;

/// <param name="Number">Null until it is handed in.</param>
/// <param name="LastDay">By when it has to be handed in, while it is being written.</param>
internal sealed record MySubmission(
    Guid Id, int? Number, string Title, string State, LocalizedText Organisation, string CallSlug, LocalizedText Call, long AskedMinor, string Currency, DateTime SavedUtc, DateOnly? LastDay, DateOnly? AnswerOn)
{
    private const int Most = 200;

    public static async Task<IReadOnlyList<MySubmission>> ReadAsync(IQueryable<Submission> submissions, IReadOnlyList<OrganisationMembership> mine, CharityDbContext db, CancellationToken cancellationToken)
    {
        var names = mine.ToDictionary(membership => membership.Organisation.Id, membership => membership.Organisation.Name);
        var ids = names.Keys.ToList();
        var rows = await submissions.AsNoTracking()
            .Where(submission => ids.Contains(submission.OrganisationId))
            .Join(db.Set<Call>(), submission => submission.CallId, call => call.Id, (submission, call) => new { submission, call.Slug, call.Title, call.Design })
            .OrderByDescending(row => row.submission.Id)
            .Take(Most)
            .Select(row => new
            {
                row.submission.Id, row.submission.Number, row.submission.Title, row.submission.State, row.submission.OrganisationId, row.submission.AskedMinor, row.submission.SavedUtc,
                row.submission.ReviseBy, row.submission.AnswerOn, row.Slug, Call = row.Title, row.Design,
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new MySubmission(
            row.Id, row.Number, row.Title, row.State, names[row.OrganisationId], row.Slug, row.Call, row.AskedMinor, row.Design.Money.Currency, row.SavedUtc,
            row.State == SubmissionProcess.Draft ? row.Design.Timetable.ClosesOn : row.ReviseBy, row.AnswerOn))];
    }
}

internal sealed class ListMySubmissionsHandler(CharityDbContext db, IOrganisations organisations) : IRequestHandler<ListMySubmissions, Result<IReadOnlyList<MySubmission>>>
{
    public async Task<Result<IReadOnlyList<MySubmission>>> Handle(ListMySubmissions request, CancellationToken cancellationToken) =>
        Result<IReadOnlyList<MySubmission>>.Ok(await MySubmission.ReadAsync(
            db.Set<Submission>().Where(submission => submission.State != SubmissionProcess.Discarded), await organisations.MineAsync(cancellationToken), db, cancellationToken));
}
