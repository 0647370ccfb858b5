using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Ventures.Budgets;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Changes;

/// <summary>What a project would like to change; each kind has its own route.</summary>
internal enum ChangeKind
{
    /// <summary>Another last day: the officer decides.</summary>
    Time,

    /// <summary>Other people: the officer decides.</summary>
    People,

    /// <summary>The same money between the same heads: the officer decides.</summary>
    Budget,

    /// <summary>A part of the award is given up: the officer decides.</summary>
    Less,

    /// <summary>Another purpose: never by a change, only by a new decision.</summary>
    Purpose,

    /// <summary>More money: never by a change, only by a new decision.</summary>
    Money,
}

/// <summary>A change that the organisation asks for. Approved it changes the project, and the agreement is written anew from it. Its state moves by <see cref="ChangeProcess"/>.</summary>
[Audited]
internal sealed class ChangeRequest : WorkflowInstance
{
    private ChangeRequest()
    {
    }

    public Guid ProjectId { get; private init; }
    public ChangeKind Kind { get; private init; }
    public string Reason { get; private init; } = string.Empty;

    /// <summary>The new last day.</summary>
    public DateOnly? RunsUntil { get; private init; }

    /// <summary>The new budget.</summary>
    public IReadOnlyList<BudgetLine>? Budget { get; private init; }

    /// <summary>How much of the award is given up, in minor units.</summary>
    public long? LessMinor { get; private init; }
    public string? Answer { get; private set; }
    public DateTime AskedUtc { get; private init; }

    public static ChangeRequest Ask(Guid projectId, ChangeKind kind, string reason, ChangeTerms terms, DateTimeOffset now)
    {
        var request = new ChangeRequest
        {
            Id = Guid.CreateVersion7(now), ProjectId = projectId, Kind = kind, Reason = reason, RunsUntil = terms.RunsUntil, Budget = terms.Budget, LessMinor = terms.LessMinor, AskedUtc = now.UtcDateTime,
        };
        request.BeginIn(ChangeProcess.Requested);
        return request;
    }

    public void Reply(string? answer) => Answer = answer;
}

/// <summary>What is to be true afterwards; null for what stays.</summary>
/// <param name="RunsUntil">The new last day.</param>
/// <param name="Budget">The new budget.</param>
/// <param name="LessMinor">How much of the award is given up.</param>
internal sealed record ChangeTerms(DateOnly? RunsUntil = null, IReadOnlyList<BudgetLine>? Budget = null, long? LessMinor = null);

internal sealed class ChangeRequestConfiguration : IEntityTypeConfiguration<ChangeRequest>
{
    public void Configure(EntityTypeBuilder<ChangeRequest> request)
    {
        request.ToTable("Ventures_ChangeRequests");
        request.IsWorkflowInstance();
        request.Property(r => r.Kind).HasConversion<string>().HasMaxLength(20);
        request.Property(r => r.Reason).HasMaxLength(2000);
        request.Property(r => r.Budget!).IsJson();
        request.Property(r => r.Answer).HasMaxLength(500);
        request.HasOne<Project>().WithMany().HasForeignKey(r => r.ProjectId).OnDelete(DeleteBehavior.Cascade);
        request.HasIndex(r => new { r.ProjectId, r.State });
    }
}

/// <summary>How a change is decided.</summary>
internal static class ChangeProcess
{
    public const string Requested = nameof(Requested);
    public const string Approved = nameof(Approved);
    public const string Refused = nameof(Refused);

    public const string Approve = "approve";
    public const string Refuse = "refuse";

    public static readonly WorkflowDefinition<ChangeRequest> Table = new WorkflowDefinition<ChangeRequest>("change")
        .State(Requested, new StateWords("Change to be decided", "Waiting for the bureau", null, "The bureau decides and answers."))
        .State(Approved, new StateWords("Approved", "Approved", "Changed", "The agreement is written anew and signed by both sides."), isFinal: true)
        .State(Refused, new StateWords("Refused", "Refused", null, "Everything stays as it was agreed."), isFinal: true)
        .Move(Requested, Approve, Approved, Permissions.ManageProjects, "Approve the change", OfficerMustBeImpartial)
        .Move(Requested, Refuse, Refused, Permissions.ManageProjects, "Refuse the change", OfficerMustBeImpartial);

    private static async Task<Failure?> OfficerMustBeImpartial(ChangeRequest change, IServiceProvider services, CancellationToken cancellationToken) => await ProjectRules.OfficerMustBeImpartial(
        await services.GetRequiredService<CharityDbContext>().Set<Project>().FindAsync([change.ProjectId], cancellationToken) ?? throw new InvalidOperationException("It has no project."), services, cancellationToken);
}

/// <summary>English words, keys of their translations.</summary>
internal static class ChangeWords
{
    public static string Of(ChangeKind kind) => kind switch
    {
        ChangeKind.Time => "Another last day",
        ChangeKind.People => "Other people in the team",
        ChangeKind.Budget => "Money moved within the budget",
        ChangeKind.Less => "Less money",
        ChangeKind.Purpose => "Another purpose",
        ChangeKind.Money => "More money",
        _ => throw new InvalidOperationException($"Unknown kind {kind}."),
    };
}
