using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Activities;

internal sealed class ActivityConfiguration : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> activity)
    {
        activity.ToTable("Ventures_Activities");
        activity.IsWorkflowInstance();
        activity.Property(a => a.Title).HasMaxLength(Activity.TitleLength);
        activity.Property(a => a.Place).HasMaxLength(Activity.TitleLength);
        activity.Property(a => a.Text).HasMaxLength(Activity.TextLength);
        activity.Property(a => a.SignInKey).HasMaxLength(32);
        activity.Property(a => a.ReturnReason).HasMaxLength(500);
        activity.Property(a => a.Revision).IsConcurrencyToken();
        activity.ComplexProperty(a => a.Figures);
        activity.HasOne<Project>().WithMany().HasForeignKey(a => a.ProjectId).OnDelete(DeleteBehavior.Cascade);
        activity.HasMany(a => a.Volunteers).WithOne().HasForeignKey(volunteer => volunteer.ActivityId).OnDelete(DeleteBehavior.Cascade);
        activity.HasIndex(a => new { a.ProjectId, a.StartsUtc });
        activity.HasIndex(a => a.SignInKey).IsUnique();
    }
}

internal sealed class VolunteerHoursConfiguration : IEntityTypeConfiguration<VolunteerHours>
{
    public void Configure(EntityTypeBuilder<VolunteerHours> volunteer)
    {
        volunteer.ToTable("Ventures_VolunteerHours");
        volunteer.Property(v => v.Id).ValueGeneratedNever();
        volunteer.Property(v => v.Name).IsEncrypted();
        volunteer.Property(v => v.Code).HasMaxLength(20);
        volunteer.HasIndex(v => v.ActivityId);
        volunteer.HasIndex(v => v.Code).IsUnique();
    }
}

internal sealed class SignInConfiguration : IEntityTypeConfiguration<SignIn>
{
    public void Configure(EntityTypeBuilder<SignIn> signIn)
    {
        signIn.ToTable("Ventures_SignIns");
        signIn.Property(s => s.Id).ValueGeneratedNever();
        signIn.Property(s => s.Name).IsEncrypted();
        signIn.Property(s => s.DeviceFingerprint).HasMaxLength(32);
        signIn.Property(s => s.PersonFingerprint).HasMaxLength(32);
        signIn.HasOne<Activity>().WithMany().HasForeignKey(s => s.ActivityId).OnDelete(DeleteBehavior.Cascade);
        signIn.HasIndex(s => new { s.ActivityId, s.DeviceFingerprint }).IsUnique();
        signIn.HasIndex(s => new { s.ActivityId, s.PersonFingerprint }).IsUnique();
    }
}

internal sealed class ExpenseConfiguration : IEntityTypeConfiguration<Expense>
{
    public void Configure(EntityTypeBuilder<Expense> expense)
    {
        expense.ToTable("Ventures_Expenses");
        expense.Property(e => e.Id).ValueGeneratedNever();
        expense.Property(e => e.Head).HasMaxLength(50);
        expense.Property(e => e.What).HasMaxLength(200);
        expense.HasOne<Project>().WithMany().HasForeignKey(e => e.ProjectId).OnDelete(DeleteBehavior.Cascade);
        expense.HasIndex(e => new { e.ProjectId, e.Id });
    }
}
