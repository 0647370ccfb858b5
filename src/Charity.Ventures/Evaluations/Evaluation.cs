using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Evaluations;

internal enum EvaluationKind
{
    MidTerm,
    Final,
}

/// <summary>How projects are evaluated: a site setting. An evaluation keeps what was set when it was asked for.</summary>
internal sealed record EvaluationRules
{
    /// <summary>Days for the report, from the day it is asked for.</summary>
    public int ReportDays { get; init; } = 14;

    /// <summary>So many days after the last one a report is still taken; then the evaluation is failed.</summary>
    public int GraceDays { get; init; } = 3;

    /// <summary>Days for the second report, when a second chance is given.</summary>
    public int SecondChanceDays { get; init; } = 14;

    /// <summary>The average below which the evaluation is failed.</summary>
    public int PassMark { get; init; } = 60;

    /// <summary>The four things that evaluations of this kind look at (Suzhou 2012); together 100 points.</summary>
    public IReadOnlyList<Criterion> Criteria { get; init; } =
    [
        new("work", new LocalizedText("项目实施", "Work done"), 30, new LocalizedText("活动是否按计划开展、记录是否完整", "Activities held as planned and recorded")),
        new("people", new LocalizedText("人员与投入", "People and effort"), 20, new LocalizedText("社工与志愿者投入是否到位", "Social workers and volunteers were there")),
        new("finance", new LocalizedText("财务规范", "Money"), 25, new LocalizedText("专款专用、票据齐全、支出与预算相符", "Spent as budgeted, with vouchers")),
        new("outcome", new LocalizedText("服务成效", "Outcome"), 25, new LocalizedText("服务对象的改变与满意度", "What changed for people, and what they say")),
    ];
}

/// <summary>A mid-term or final evaluation of a project. Its state moves by <see cref="EvaluationProcess"/>.</summary>
[Audited]
internal sealed class Evaluation : WorkflowInstance
{
    public const int ReportLength = 10_000;
    private readonly List<Assessment> _assessments = [];

    private Evaluation()
    {
    }

    public Guid ProjectId { get; private init; }
    public EvaluationKind Kind { get; private init; }

    /// <summary>1, or 2 after a second chance.</summary>
    public int Round { get; private set; } = 1;

    /// <summary>The last day for the report.</summary>
    public DateOnly DueOn { get; private set; }

    /// <summary>The last day on which a late one is still taken.</summary>
    public DateOnly GraceUntil { get; private set; }
    public int PassMark { get; private init; }
    public IReadOnlyList<Criterion> Criteria { get; private init; } = [];
    public string? Report { get; private set; }
    public DateTime SinceUtc { get; private set; }

    /// <summary>The average of the experts' totals, times ten, rounded down: nobody passes by rounding.</summary>
    public int? MarkTenths { get; private set; }
    public IReadOnlyList<Assessment> Assessments => _assessments;
    public IEnumerable<Assessment> Current => _assessments.Where(assessment => assessment.Round == Round);

    public static Evaluation Ask(Guid projectId, EvaluationKind kind, EvaluationRules rules, DateOnly today, DateTimeOffset now)
    {
        var evaluation = new Evaluation
        {
            Id = Guid.CreateVersion7(now), ProjectId = projectId, Kind = kind, DueOn = today.AddDays(rules.ReportDays), GraceUntil = today.AddDays(rules.ReportDays + rules.GraceDays),
            PassMark = rules.PassMark, Criteria = rules.Criteria, SinceUtc = now.UtcDateTime,
        };
        evaluation.BeginIn(EvaluationProcess.Due);
        return evaluation;
    }

    public void HandIn(string report) => Report = report;

    public void Moved(DateTime nowUtc) => SinceUtc = nowUtc;

    public void Invite(Assessment assessment) => _assessments.Add(assessment);

    public bool Uninvite(Guid assessmentId) => _assessments.RemoveAll(assessment => assessment.Id == assessmentId && assessment.HandedInUtc is null) > 0;

    /// <summary>The average of what the experts of this round gave.</summary>
    public int Conclude()
    {
        var totals = Current.Select(assessment => assessment.TotalTenths ?? throw new InvalidOperationException("Not every expert has marked.")).ToList();
        MarkTenths = totals.Sum() / totals.Count;
        return MarkTenths.Value;
    }

    public void TryAgain(EvaluationRules rules, DateOnly today) =>
        (Round, DueOn, GraceUntil) = (Round + 1, today.AddDays(rules.SecondChanceDays), today.AddDays(rules.SecondChanceDays + rules.GraceDays));
}

/// <summary>One expert's marks for one report.</summary>
[Audited]
internal sealed class Assessment
{
    private Assessment()
    {
    }

    public Guid Id { get; private init; }
    public Guid EvaluationId { get; private init; }
    public int Round { get; private init; }
    public Guid UserId { get; private init; }

    [NotAudited]
    public string Name { get; private init; } = string.Empty;
    public IReadOnlyList<CriterionMark> Marks { get; private set; } = [];
    public string? Comment { get; private set; }
    public int? TotalTenths { get; private set; }
    public DateTime? HandedInUtc { get; private set; }

    public static Assessment Of(Evaluation evaluation, Guid userId, string name, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), EvaluationId = evaluation.Id, Round = evaluation.Round, UserId = userId, Name = name };

    public void HandIn(IReadOnlyList<CriterionMark> marks, string comment, DateTime nowUtc) =>
        (Marks, Comment, TotalTenths, HandedInUtc) = (marks, comment, marks.Sum(mark => mark.Points) * 10, nowUtc);
}

internal sealed record CriterionMark(string Code, int Points);

/// <summary>What the organisation tells between the evaluations, by the call's rhythm. There is a row once it is handed in.</summary>
[Audited]
internal sealed class ProgressReport
{
    private ProgressReport()
    {
    }

    public Guid ProjectId { get; private init; }

    /// <summary>1 for the first one.</summary>
    public int Number { get; private init; }
    public DateOnly DueOn { get; private init; }
    public string Text { get; private init; } = string.Empty;
    public DateTime HandedInUtc { get; private init; }

    public static ProgressReport Of(Guid projectId, int number, DateOnly dueOn, string text, DateTime nowUtc) =>
        new() { ProjectId = projectId, Number = number, DueOn = dueOn, Text = text, HandedInUtc = nowUtc };

    /// <summary>The days by which reports are due: every so many months from the first day on; the end itself is told in the final report.</summary>
    public static IEnumerable<(int Number, DateOnly DueOn)> DueDays(Project project)
    {
        for (var number = 1; project.ReportEveryMonths > 0 && project.RunsFrom.AddMonths(number * project.ReportEveryMonths) is var day && day < project.RunsUntil; number++)
        {
            yield return (number, day);
        }
    }
}

internal sealed class EvaluationConfiguration : IEntityTypeConfiguration<Evaluation>
{
    public void Configure(EntityTypeBuilder<Evaluation> evaluation)
    {
        evaluation.ToTable("Ventures_Evaluations");
        evaluation.IsWorkflowInstance();
        evaluation.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        evaluation.Property(e => e.Criteria).IsJson();
        evaluation.Property(e => e.Report).HasMaxLength(Evaluation.ReportLength);
        evaluation.Ignore(e => e.Current);
        evaluation.HasOne<Project>().WithMany().HasForeignKey(e => e.ProjectId).OnDelete(DeleteBehavior.Cascade);
        evaluation.HasMany(e => e.Assessments).WithOne().HasForeignKey(assessment => assessment.EvaluationId).OnDelete(DeleteBehavior.Cascade);
        evaluation.HasIndex(e => new { e.ProjectId, e.Kind }).IsUnique();
        evaluation.HasIndex(e => new { e.State, e.GraceUntil });
    }
}

internal sealed class AssessmentConfiguration : IEntityTypeConfiguration<Assessment>
{
    public void Configure(EntityTypeBuilder<Assessment> assessment)
    {
        assessment.ToTable("Ventures_Assessments");
        assessment.Property(a => a.Id).ValueGeneratedNever();
        assessment.Property(a => a.Name).HasMaxLength(100);
        assessment.Property(a => a.Marks).IsJson();
        assessment.Property(a => a.Comment).HasMaxLength(2000);
        assessment.HasIndex(a => new { a.EvaluationId, a.Round, a.UserId }).IsUnique();
        assessment.HasIndex(a => a.UserId);
    }
}

internal sealed class ProgressReportConfiguration : IEntityTypeConfiguration<ProgressReport>
{
    public void Configure(EntityTypeBuilder<ProgressReport> report)
    {
        report.ToTable("Ventures_ProgressReports");
        report.HasKey(r => new { r.ProjectId, r.Number });
        report.Property(r => r.Number).ValueGeneratedNever();
        report.Property(r => r.Text).HasMaxLength(Evaluation.ReportLength);
        report.HasOne<Project>().WithMany().HasForeignKey(r => r.ProjectId).OnDelete(DeleteBehavior.Cascade);
    }
}
