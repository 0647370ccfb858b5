using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Screening;

/// <summary>What was handed in for a call, by number.</summary>
/// <param name="State">Only these; null for all.</param>
/// <param name="After">The number to go on after.</param>
[Requires(Permissions.ReadSubmissions)]
internal sealed record ListSubmissions(string Slug, string? State, int? After) : IQuery<SubmissionList>
{
    public const int PerPage = 50;
}

/// <param name="Counts">How many are in each state, as <see cref="SubmissionLists.CountsAsync"/> counts.</param>
/// <param name="Next">The number to go on after; null on the last page.</param>
internal sealed record SubmissionList(string Slug, LocalizedText Call, string Currency, string? State, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<SubmissionRow> Rows, int? Next);

/// <param name="DueUtc">When its present state should be left.</param>
/// <param name="OpenRules">Rules of the call that are not met or not confirmed.</param>
internal sealed record SubmissionRow(Guid Id, int Number, string Title, string State, LocalizedText Organisation, long AskedMinor, DateTime SubmittedUtc, DateTime? DueUtc, int OpenRules);

internal sealed class ListSubmissionsHandler(CallDesk calls, SubmissionLists lists) : IRequestHandler<ListSubmissions, Result<SubmissionList>>
{
    public async Task<Result<SubmissionList>> Handle(ListSubmissions request, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(request.Slug, cancellationToken) is not { IsPublic: true } call)
        {
            return CallFailures.Unknown;
        }

        var rows = await lists.PageAsync(call.Id, request.State, request.After ?? 0, ListSubmissions.PerPage + 1, cancellationToken);
        var page = rows.Take(ListSubmissions.PerPage).ToList();
        return new SubmissionList(
            call.Slug, call.Title, call.Design.Money.Currency, request.State, await lists.CountsAsync(call.Id, cancellationToken), page, rows.Count > page.Count ? page[^1].Number : null);
    }
}

/// <summary>Reads the submissions of a call for the office: rows, counts and tables without those of organisations the reader belongs to or is bound to by an interest.</summary>
internal sealed class SubmissionLists(CharityDbContext db, IOrganisations organisations, ConflictDesk conflicts, ICurrentUser user)
{
    /// <summary>Counted no further than one above this: a list opens as fast with ten thousand as with a hundred.</summary>
    public const int MostCounted = 1_000;

    private static readonly string[] States = [.. SubmissionProcess.Table.States.Keys];

    /// <summary>How many submissions of the call are in each state that has any; <see cref="MostCounted"/> + 1 stands for more.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(Guid callId, CancellationToken cancellationToken)
    {
        var submissions = await OfOthersAsync(callId, cancellationToken);
        var counts = await (
            from call in db.Set<Call>()
            from state in States.Where(state => state != SubmissionProcess.Draft && state != SubmissionProcess.Discarded)
            where call.Id == callId
            select new { state, Count = submissions.Where(submission => submission.State == state).Take(MostCounted + 1).Count() })
            .ToListAsync(cancellationToken);
        return counts.Where(row => row.Count > 0).ToDictionary(row => row.state, row => row.Count);
    }

    private async Task<IQueryable<Submission>> OfOthersAsync(Guid callId, CancellationToken cancellationToken)
    {
        var submissions = db.Set<Submission>().AsNoTracking().Where(submission => submission.CallId == callId);
        var apart = await conflicts.ApartFromAsync(user.Id, submissions.Where(submission => submission.Number != null).Select(submission => submission.OrganisationId), cancellationToken);
        return apart.Length == 0 ? submissions : submissions.Where(submission => !EF.Parameter(apart).Contains(submission.OrganisationId));
    }

    /// <summary>In the order of their numbers.</summary>
    public async Task<IReadOnlyList<SubmissionRow>> PageAsync(Guid callId, string? state, int after, int most, CancellationToken cancellationToken)
    {
        var rows = await (await OfOthersAsync(callId, cancellationToken))
            .Where(submission => submission.Number > after && (state == null || submission.State == state))
            .OrderBy(submission => submission.Number)
            .Take(most)
            .Select(submission => new
            {
                submission.Id, submission.Number, submission.Title, submission.State, submission.OrganisationId, submission.AskedMinor, submission.SubmittedUtc, submission.StateDueUtc, submission.Eligibility,
            })
            .ToListAsync(cancellationToken);
        var names = (await organisations.SummariesAsync([.. rows.Select(row => row.OrganisationId).Distinct()], cancellationToken)).ToDictionary(organisation => organisation.Id, organisation => organisation.Name);
        return [.. rows.Select(row => new SubmissionRow(
            row.Id, row.Number!.Value, row.Title, row.State, names[row.OrganisationId], row.AskedMinor, row.SubmittedUtc!.Value, row.StateDueUtc, row.Eligibility.Open.Count()))];
    }
}
