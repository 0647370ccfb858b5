using System.Globalization;
using Charity.Funds.Register;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Funds.Reports;

/// <summary>Answers a report, once. The answer is mailed when the contact is an e-mail address.</summary>
[Requires(Permissions.AnswerReports)]
internal sealed record AnswerReport(Guid Id, int Version, string? Answer) : ICommand<Result<AnsweredReport>>;

/// <param name="MailedTo">Where the answer went; null when the contact is missing or no e-mail address.</param>
internal sealed record AnsweredReport(string? MailedTo);

internal sealed class AnswerReportValidator : AbstractValidator<AnswerReport>
{
    public AnswerReportValidator()
    {
        RuleFor(answer => answer.Answer).Must(text => PlainText.Clean(text).Length > 0).Says("answer_missing", "Please write an answer.");
        RuleFor(answer => answer.Answer).MaximumLength(FundReport.TextLength).Says("text_too_long", "Please use at most {0} characters.", FundReport.TextLength);
    }
}

internal sealed class AnswerReportHandler(
    CharityDbContext db, FundShelf shelf, FundAccess access, IWorkflowDoor door, IAlerts alerts, IMailOutbox mail, ICurrentUser user, IStringLocalizer texts, TimeProvider clock)
    : IRequestHandler<AnswerReport, Result<AnsweredReport>>
{
    public async Task<Result<AnsweredReport>> Handle(AnswerReport request, CancellationToken cancellationToken)
    {
        var report = await db.Set<FundReport>().FirstOrDefaultAsync(candidate => candidate.Id == request.Id, cancellationToken);
        var fund = (await shelf.AllAsync(cancellationToken)).FirstOrDefault(candidate => candidate.Id == report?.FundId);
        if (report is null || fund is null || !(await access.MineAsync(cancellationToken))(fund))
        {
            return ReportFailures.Unknown;
        }

        var moved = await door.FireAsync(ReportProcess.Definition, report, ReportProcess.AnswerTrigger, request.Version, null, cancellationToken);
        if (moved.Failure is { } failure)
        {
            return failure;
        }

        report.KeepAnswer(PlainText.Clean(request.Answer, keepLines: true), user.Name, clock);
        await alerts.ResolveAsync(report.AlertKey, cancellationToken);
        var address = IsMailAddress(report.Contact) ? report.Contact : null;
        if (address is not null)
        {
            mail.Add(Letter(report, fund, address));
        }

        return new AnsweredReport(address);
    }

    /// <summary>In the language the person reported in, whatever the staff reads.</summary>
    private MailDraft Letter(FundReport report, FundEntry fund, string address)
    {
        var mine = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(report.Culture);
            return new MailDraft(
                $"fund-report-answer:{report.Id}",
                address,
                texts["Our answer to your report about {0}", fund.Name],
                texts["You told us:\n\n{0}\n\nOur answer:\n\n{1}", report.Text, report.Answer!]);
        }
        finally
        {
            CultureInfo.CurrentUICulture = mine;
        }
    }

    private static bool IsMailAddress(string? contact) => contact is not null && System.Net.Mail.MailAddress.TryCreate(contact, out var parsed) && parsed.Address == contact;
}
