using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Platform.Workflow;

/// <summary>One move of one instance: the timeline, and the trail that replays to the present state. Never changed or deleted, but that an erased account loses its name.</summary>
public sealed class WorkflowStep
{
    public required Guid Id { get; init; }
    public required string Process { get; init; }
    public required Guid InstanceId { get; init; }

    /// <summary>1 for the first move; equals the instance's version after it.</summary>
    public required int Number { get; init; }
    public required string From { get; init; }
    public required string Trigger { get; init; }
    public required string To { get; init; }
    public required DateTime AtUtc { get; init; }
    public Guid? ActorId { get; init; }
    public required string ActorName { get; init; }
    public string? RemoteAddress { get; init; }
    public string? Note { get; init; }
}

internal sealed class WorkflowStepConfiguration : IEntityTypeConfiguration<WorkflowStep>
{
    /// <summary>The unique index that lets one instance have each move once.</summary>
    public const string OneStepPerNumber = "IX_Platform_WorkflowSteps_InstanceId_Number";

    public void Configure(EntityTypeBuilder<WorkflowStep> step)
    {
        step.ToTable("Platform_WorkflowSteps");
        step.Property(s => s.Id).ValueGeneratedNever();
        step.Property(s => s.Process).HasMaxLength(50);
        step.Property(s => s.From).HasMaxLength(50);
        step.Property(s => s.Trigger).HasMaxLength(50);
        step.Property(s => s.To).HasMaxLength(50);
        step.Property(s => s.ActorName).HasMaxLength(200);
        step.Property(s => s.RemoteAddress).HasMaxLength(64);
        step.Property(s => s.Note).HasMaxLength(2000);
        step.HasIndex(s => new { s.InstanceId, s.Number }).IsUnique().HasDatabaseName(OneStepPerNumber);
    }
}

public static class WorkflowInstanceConfiguration
{
    /// <summary>The mapping every workflow instance shares.</summary>
    public static void IsWorkflowInstance<T>(this EntityTypeBuilder<T> instance) where T : WorkflowInstance
    {
        instance.Property(i => i.Id).ValueGeneratedNever();
        instance.Property(i => i.State).HasMaxLength(50);
        instance.Property(i => i.Version).IsConcurrencyToken();
    }
}
