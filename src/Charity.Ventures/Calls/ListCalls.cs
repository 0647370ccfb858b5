using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Calls;

/// <summary>The public calls: those that take submissions first, then the youngest.</summary>
[Anybody]
internal sealed record ListCalls : IQuery<IReadOnlyList<CallCard>>;

internal sealed record CallCard(string Slug, LocalizedText Title, LocalizedText? Summary, string State, CallMoney Money, CallTimetable Timetable);

internal sealed class ListCallsHandler(CharityDbContext db) : IRequestHandler<ListCalls, Result<IReadOnlyList<CallCard>>>
{
    /// <summary>Decades of calls.</summary>
    private const int Most = 100;

    public async Task<Result<IReadOnlyList<CallCard>>> Handle(ListCalls request, CancellationToken cancellationToken)
    {
        var calls = await db.Set<Call>().AsNoTracking()
            .Where(call => call.State != CallProcess.Draft && call.State != CallProcess.Discarded)
            .OrderByDescending(call => call.State == CallProcess.Open)
            .ThenByDescending(call => call.Id)
            .Take(Most)
            .ToListAsync(cancellationToken);
        return calls.ConvertAll(call => new CallCard(call.Slug, call.Title, call.Design.Summary, call.State, call.Design.Money, call.Design.Timetable));
    }
}
