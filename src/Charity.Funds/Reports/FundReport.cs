using Charity.Funds.Register;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Funds.Reports;

internal enum ReportReason
{
    /// <summary>The page says something untrue.</summary>
    Untrue,

    /// <summary>Money is used for something else than the purpose.</summary>
    MisusedMoney,

    /// <summary>The page asks help for a named private person, or shows somebody's data.</summary>
    PersonalHelp,

    /// <summary>Advertising, pressure to give, or somebody posing as the fund.</summary>
    Abuse,
    Other,
}

/// <summary>What somebody has reported about a fund's page, and what was answered.</summary>
[Audited]
internal sealed class FundReport : WorkflowInstance
{
    public const int TextLength = 2000;

    private FundReport()
    {
    }

    public Guid FundId { get; private init; }
    public ReportReason Reason { get; private init; }
    public string Text { get; private init; } = string.Empty;

    /// <summary>How to reach the person: an e-mail address or telephone number; null when they gave none.</summary>
    public string? Contact { get; private init; }

    /// <summary>The language the person read, so that the answer's mail speaks it.</summary>
    public string Culture { get; private init; } = string.Empty;
    public DateTime ReceivedUtc { get; private init; }

    /// <summary>The last day for the answer.</summary>
    public DateOnly DueOn { get; private init; }
    public string? Answer { get; private set; }
    public string? AnsweredBy { get; private set; }
    public DateTime? AnsweredUtc { get; private set; }

    /// <summary>The key of the alert that is open until the report has been answered.</summary>
    public string AlertKey => $"fund-report:{Id}";

    public static FundReport Receive(Guid fundId, ReportReason reason, string text, string? contact, string culture, DateOnly dueOn, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var report = new FundReport
        {
            Id = Guid.CreateVersion7(now),
            FundId = fundId,
            Reason = reason,
            Text = text,
            Contact = contact,
            Culture = culture,
            ReceivedUtc = now.UtcDateTime,
            DueOn = dueOn,
        };
        report.BeginIn(ReportProcess.Received);
        return report;
    }

    public void KeepAnswer(string answer, string by, TimeProvider clock) => (Answer, AnsweredBy, AnsweredUtc) = (answer, by, clock.GetUtcNow().UtcDateTime);
}

internal sealed class FundReportConfiguration : IEntityTypeConfiguration<FundReport>
{
    public void Configure(EntityTypeBuilder<FundReport> report)
    {
        report.ToTable("Funds_Reports");
        report.IsWorkflowInstance();
        report.Property(r => r.Reason).HasConversion<string>().HasMaxLength(30);
        report.Property(r => r.Text).HasMaxLength(FundReport.TextLength);
        report.Property(r => r.Contact).IsEncrypted();
        report.Property(r => r.Culture).HasMaxLength(10);
        report.Property(r => r.Answer).HasMaxLength(FundReport.TextLength);
        report.Property(r => r.AnsweredBy).HasMaxLength(200);
        report.Ignore(r => r.AlertKey);
        report.HasOne<Fund>().WithMany().HasForeignKey(r => r.FundId).OnDelete(DeleteBehavior.Restrict);
        report.HasIndex(r => new { r.State, r.DueOn });
    }
}

/// <summary>A report is received and answered.</summary>
internal static class ReportProcess
{
    public const string Received = nameof(Received);
    public const string Answered = nameof(Answered);
    public const string AnswerTrigger = "answer";

    public static readonly WorkflowDefinition<FundReport> Definition = new WorkflowDefinition<FundReport>("fund-report")
        .State(Received, new StateWords("To be answered", "We have received it", null, "We look into it and answer."))
        .State(Answered, new StateWords("Answered", "Answered", null, "Nothing more is to be done."), isFinal: true)
        .Move(Received, AnswerTrigger, Answered, Permissions.AnswerReports, "Answer the report");
}

internal static class ReportWords
{
    /// <summary>What a reason is called: English text, the key of its translation.</summary>
    public static string Of(ReportReason reason) => reason switch
    {
        ReportReason.Untrue => "Something on the page is not true",
        ReportReason.MisusedMoney => "Money is used for something else",
        ReportReason.PersonalHelp => "It asks help for one private person, or shows somebody's data",
        ReportReason.Abuse => "Advertising, pressure to give, or somebody posing as the fund",
        ReportReason.Other => "Something else",
        _ => throw new InvalidOperationException($"Unknown reason {reason}."),
    };
}
