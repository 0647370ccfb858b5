using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Monitoring;

/// <summary>What is looked at on a visit: a site setting. A visit keeps the questions it was made on.</summary>
internal sealed record MonitoringRules
{
    public IReadOnlyList<LocalizedText> Checklist { get; init; } =
    [
        new("活动按计划开展，现场与填报一致", "Activities are held as planned and as entered"),
        new("签到、照片与服务记录齐全", "Sign-in lists, photographs and records are there"),
        new("社工和志愿者在岗", "Social workers and volunteers are there"),
        new("资助款单独核算，票据齐全", "The money has its own accounts, with vouchers"),
        new("未向服务对象发放现金或礼品，未购置固定资产", "No cash or gifts to people, no fixed assets"),
        new("服务对象知道项目由谁资助、如何反映意见", "People know who pays and where to complain"),
    ];
}

internal enum VisitAnswer
{
    Yes,
    No,
    NotLookedAt,
}

internal sealed record CheckedItem(LocalizedText Question, VisitAnswer Answer, string? Remark);

/// <summary>A visit to a project, signed by the visitor and by the organisation's representative. It never changes.</summary>
[Audited]
internal sealed class SiteVisit
{
    private SiteVisit()
    {
    }

    /// <summary>Made on the visitor's telephone: sending a visit twice keeps it once.</summary>
    public Guid Id { get; private init; }
    public Guid ProjectId { get; private init; }
    public DateOnly VisitedOn { get; private init; }
    public IReadOnlyList<CheckedItem> Checklist { get; private init; } = [];
    public string Summary { get; private init; } = string.Empty;

    /// <summary>The names both sides signed with.</summary>
    [NotAudited]
    public string VisitorName { get; private init; } = string.Empty;

    [NotAudited]
    public string RepresentativeName { get; private init; } = string.Empty;
    public DateTime SentUtc { get; private init; }

    public static SiteVisit Of(Guid id, Guid projectId, DateOnly visitedOn, IReadOnlyList<CheckedItem> checklist, string summary, string visitor, string representative, DateTime nowUtc) => new()
    {
        Id = id, ProjectId = projectId, VisitedOn = visitedOn, Checklist = checklist, Summary = summary, VisitorName = visitor, RepresentativeName = representative, SentUtc = nowUtc,
    };
}

/// <summary>Something a visit found that the organisation has to mend by a day. While it is open it holds the next instalment. Its state moves by <see cref="FindingProcess"/>.</summary>
[Audited]
internal sealed class Finding : WorkflowInstance
{
    private Finding()
    {
    }

    public Guid ProjectId { get; private init; }
    public Guid VisitId { get; private init; }
    public string Text { get; private init; } = string.Empty;
    public DateOnly DueOn { get; private init; }
    public DateTime OpenedUtc { get; private init; }

    /// <summary>What the organisation has done about it.</summary>
    public string? Answer { get; private set; }

    public static Finding Of(Guid projectId, Guid visitId, string text, DateOnly dueOn, DateTimeOffset now)
    {
        var finding = new Finding { Id = Guid.CreateVersion7(now), ProjectId = projectId, VisitId = visitId, Text = text, DueOn = dueOn, OpenedUtc = now.UtcDateTime };
        finding.BeginIn(FindingProcess.Open);
        return finding;
    }

    public void Reply(string answer) => Answer = answer;
}

internal sealed class SiteVisitConfiguration : IEntityTypeConfiguration<SiteVisit>
{
    public void Configure(EntityTypeBuilder<SiteVisit> visit)
    {
        visit.ToTable("Ventures_SiteVisits");
        visit.Property(v => v.Id).ValueGeneratedNever();
        visit.Property(v => v.Checklist).IsJson();
        visit.Property(v => v.Summary).HasMaxLength(4000);
        visit.Property(v => v.VisitorName).HasMaxLength(50);
        visit.Property(v => v.RepresentativeName).HasMaxLength(50);
        visit.HasOne<Project>().WithMany().HasForeignKey(v => v.ProjectId).OnDelete(DeleteBehavior.Cascade);
        visit.HasIndex(v => new { v.ProjectId, v.VisitedOn });
    }
}

internal sealed class FindingConfiguration : IEntityTypeConfiguration<Finding>
{
    public void Configure(EntityTypeBuilder<Finding> finding)
    {
        finding.ToTable("Ventures_Findings");
        finding.IsWorkflowInstance();
        finding.Property(f => f.Text).HasMaxLength(500);
        finding.Property(f => f.Answer).HasMaxLength(2000);
        finding.HasOne<SiteVisit>().WithMany().HasForeignKey(f => f.VisitId).OnDelete(DeleteBehavior.Cascade);
        finding.HasIndex(f => new { f.ProjectId, f.State });
        finding.HasIndex(f => f.VisitId);
    }
}
