using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Office;

/// <summary>Every call, the youngest first, to begin a new one with. A district has one to three a year.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record ListOfficeCalls : IQuery<IReadOnlyList<OfficeCall>>;

internal sealed record OfficeCall(string Slug, LocalizedText Title, string State, CallMoney Money, CallTimetable Timetable)
{
    public static OfficeCall Of(Call call) => new(call.Slug, call.Title, call.State, call.Design.Money, call.Design.Timetable);
}

internal sealed class ListOfficeCallsHandler(CharityDbContext db) : IRequestHandler<ListOfficeCalls, Result<IReadOnlyList<OfficeCall>>>
{
    public async Task<Result<IReadOnlyList<OfficeCall>>> Handle(ListOfficeCalls request, CancellationToken cancellationToken)
    {
        var calls = await db.Set<Call>().AsNoTracking().OrderByDescending(call => call.Id).ToListAsync(cancellationToken);
        return calls.ConvertAll(OfficeCall.Of);
    }
}
