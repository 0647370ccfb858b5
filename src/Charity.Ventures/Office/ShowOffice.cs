using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Screening;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Office;

/// <summary>All calls with where their submissions stand, and what is late anywhere.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record ShowOffice : IQuery<OfficePage>;

internal sealed record OfficePage(IReadOnlyList<OfficeCall> Calls, IReadOnlyList<CallStand> Stands, IReadOnlyList<LateItem> Late);

/// <summary>How many submissions of a call under way are in each state, in the order of the process.</summary>
internal sealed record CallStand(string Slug, LocalizedText Title, IReadOnlyList<(string State, int Count)> States);

internal sealed class ShowOfficeHandler(CharityDbContext db, SubmissionLists lists, LateWork late) : IRequestHandler<ShowOffice, Result<OfficePage>>
{
    private static readonly string[] UnderWay = [CallProcess.Open, CallProcess.Closed, CallProcess.Reviewing, CallProcess.Ranking, CallProcess.Notice];

    public async Task<Result<OfficePage>> Handle(ShowOffice request, CancellationToken cancellationToken)
    {
        var calls = await db.Set<Call>().AsNoTracking().OrderByDescending(call => call.Id).ToListAsync(cancellationToken);
        var stands = new List<CallStand>();
        foreach (var call in calls.Where(call => UnderWay.Contains(call.State)))
        {
            var counts = await lists.CountsAsync(call.Id, cancellationToken);
            stands.Add(new CallStand(call.Slug, call.Title, [.. SubmissionProcess.Table.States.Keys.Where(counts.ContainsKey).Select(state => (state, counts[state]))]));
        }

        return new OfficePage(calls.ConvertAll(OfficeCall.Of), stands, await late.FindAsync(cancellationToken));
    }
}
