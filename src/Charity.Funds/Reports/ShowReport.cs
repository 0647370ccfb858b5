using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Reports;

internal sealed record ReportPage(
    Guid Id, int Version, string FundSlug, LocalizedText FundName, ReportReason Reason, string Text, string? Contact, DateTime ReceivedUtc, DateOnly DueOn,
    string? Answer, string? AnsweredBy, DateTime? AnsweredUtc)
{
    /// <summary>What is being typed as an answer.</summary>
    public string? Draft { get; init; }
}

[Requires(Permissions.AnswerReports)]
internal sealed record ShowReport(Guid Id) : IQuery<ReportPage>;

internal sealed class ShowReportHandler(CharityDbContext db, FundShelf shelf, FundAccess access) : IRequestHandler<ShowReport, Result<ReportPage>>
{
    public async Task<Result<ReportPage>> Handle(ShowReport request, CancellationToken cancellationToken)
    {
        var mine = await access.MineAsync(cancellationToken);
        var report = await db.Set<FundReport>().AsNoTracking().FirstOrDefaultAsync(candidate => candidate.Id == request.Id, cancellationToken);
        var fund = (await shelf.AllAsync(cancellationToken)).FirstOrDefault(candidate => candidate.Id == report?.FundId);
        return report is null || fund is null || !mine(fund)
            ? ReportFailures.Unknown
            : new ReportPage(
                report.Id, report.Version, fund.Slug, fund.Name, report.Reason, report.Text, report.Contact, report.ReceivedUtc, report.DueOn,
                report.Answer, report.AnsweredBy, report.AnsweredUtc);
    }
}

internal static class ReportFailures
{
    public static Failure Unknown => Failure.NotFound("report_unknown", "There is no such report, or it is about a fund of somebody else's.");
}
