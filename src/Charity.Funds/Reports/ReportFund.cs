using System.Globalization;
using Charity.Funds.Register;
using Charity.Platform.Alerts;
using Charity.Platform.Calendars;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Funds.Reports;

/// <summary>Reports a fund's page. Needs no name and no account; answered within the settings' working days.</summary>
[Anybody]
internal sealed record ReportFund : ICommand<Result<ReceivedReport>>
{
    public string Slug { get; init; } = string.Empty;
    public ReportReason? Reason { get; init; }
    public string? Text { get; init; }
    public string? Contact { get; init; }
}

/// <param name="DueOn">The last day for the answer.</param>
internal sealed record ReceivedReport(Guid Id, DateOnly DueOn);

internal sealed class ReportFundValidator : AbstractValidator<ReportFund>
{
    public ReportFundValidator()
    {
        RuleFor(report => report.Reason).Must(reason => reason is { } given && Enum.IsDefined(given)).Says("report_reason_missing", "Please choose what this is about.");
        RuleFor(report => report.Text).Must(text => PlainText.Clean(text).Length > 0).Says("report_text_missing", "Please tell us what you have seen.");
        RuleFor(report => report.Text).MaximumLength(FundReport.TextLength).Says("text_too_long", "Please use at most {0} characters.", FundReport.TextLength);
        RuleFor(report => report.Contact).MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
    }
}

internal sealed class ReportFundHandler(
    CharityDbContext db, FundShelf shelf, FundAccess access, IAlerts alerts, IWorkingDays workingDays, ISettingsStore settings, SiteTime time, TimeProvider clock)
    : IRequestHandler<ReportFund, Result<ReceivedReport>>
{
    public async Task<Result<ReceivedReport>> Handle(ReportFund request, CancellationToken cancellationToken)
    {
        if ((await shelf.AllAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == request.Slug && fund.IsPublic) is not { } fund)
        {
            return FundFailures.Unknown;
        }

        var days = (await settings.GetAsync<FundSettings>(cancellationToken)).ReportWorkingDays;
        var contact = PlainText.Clean(request.Contact);
        var report = FundReport.Receive(
            fund.Id,
            request.Reason!.Value,
            PlainText.Clean(request.Text, keepLines: true),
            contact.Length == 0 ? null : contact,
            CultureInfo.CurrentUICulture.Name,
            workingDays.Add(time.Today, days),
            clock);
        db.Add(report);
        await alerts.RaiseAsync(
            report.AlertKey,
            Permissions.AnswerReports,
            $"/manage/reports/{report.Id}",
            "Somebody has reported the fund {0}. Please answer by {1}.",
            [fund.Name.Zh, report.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
            new AlertScope(await access.KeepersAsync(fund.Slug, fund.AreaCode, cancellationToken), Permissions.ManageFunds),
            cancellationToken);
        return new ReceivedReport(report.Id, report.DueOn);
    }
}
