using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.PastYears;

/// <summary>The form for a list of a finished year.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record ShowYearForm : IQuery<YearForm>;

/// <param name="Calls">Those that are finished, the youngest first.</param>
internal sealed record YearForm(IReadOnlyList<(string Slug, LocalizedText Title)> Calls);

internal sealed class ShowYearFormHandler(CharityDbContext db) : IRequestHandler<ShowYearForm, Result<YearForm>>
{
    public async Task<Result<YearForm>> Handle(ShowYearForm request, CancellationToken cancellationToken) => new YearForm(
        [.. (await db.Set<Call>().AsNoTracking().Where(call => call.State == CallProcess.Finished).OrderByDescending(call => call.Id).Take(100)
            .Select(call => new { call.Slug, call.Title }).ToListAsync(cancellationToken)).Select(call => (call.Slug, call.Title))]);
}
