using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Reports;

internal sealed record ReportRow(Guid Id, LocalizedText FundName, ReportReason Reason, DateTime ReceivedUtc, DateOnly DueOn, bool IsLate, bool IsAnswered);

/// <summary>Reports about the current user's funds: the open ones by their last day, then the 50 answered last.</summary>
[Requires(Permissions.AnswerReports)]
internal sealed record ListReports : IQuery<IReadOnlyList<ReportRow>>;

internal sealed class ListReportsHandler(CharityDbContext db, FundShelf shelf, FundAccess access, SiteTime time) : IRequestHandler<ListReports, Result<IReadOnlyList<ReportRow>>>
{
    private const int AnsweredShown = 50;

    public async Task<Result<IReadOnlyList<ReportRow>>> Handle(ListReports request, CancellationToken cancellationToken)
    {
        var mine = (await shelf.AllAsync(cancellationToken)).Where(await access.MineAsync(cancellationToken)).ToDictionary(fund => fund.Id);
        var ids = mine.Keys.ToList();
        var reports = db.Set<FundReport>().AsNoTracking().Where(report => ids.Contains(report.FundId));
        var open = await reports.Where(report => report.State == ReportProcess.Received).OrderBy(report => report.DueOn).ThenBy(report => report.Id).ToListAsync(cancellationToken);
        var answered = await reports.Where(report => report.State == ReportProcess.Answered).OrderByDescending(report => report.AnsweredUtc).Take(AnsweredShown).ToListAsync(cancellationToken);
        return open.Concat(answered)
            .Select(report => new ReportRow(
                report.Id, mine[report.FundId].Name, report.Reason, report.ReceivedUtc, report.DueOn,
                report.State == ReportProcess.Received && report.DueOn < time.Today, report.State == ReportProcess.Answered))
            .ToList();
    }
}
