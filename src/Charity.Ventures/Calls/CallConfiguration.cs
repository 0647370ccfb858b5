using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Calls;

internal sealed class CallConfiguration : IEntityTypeConfiguration<Call>
{
    public void Configure(EntityTypeBuilder<Call> call)
    {
        call.ToTable("Ventures_Calls");
        call.IsWorkflowInstance();
        call.Property(c => c.Slug).HasMaxLength(Call.SlugLength);
        call.Property(c => c.Design).IsJson();
        call.Property(c => c.Revision).IsConcurrencyToken();
        call.Ignore(c => c.Form);
        call.Ignore(c => c.NextForm);
        call.Ignore(c => c.GraceEndsUtc);
        call.HasMany(c => c.Forms).WithOne().HasForeignKey(form => form.CallId).OnDelete(DeleteBehavior.Cascade);
        call.HasMany(c => c.Amendments).WithOne().HasForeignKey(amendment => amendment.CallId).OnDelete(DeleteBehavior.Cascade);
        call.HasIndex(c => c.Slug).IsUnique();
        call.HasIndex(c => new { c.State, c.ClosesUtc });
    }
}

internal sealed class CallFormConfiguration : IEntityTypeConfiguration<CallForm>
{
    public void Configure(EntityTypeBuilder<CallForm> form)
    {
        form.ToTable("Ventures_CallForms");
        form.HasKey(f => new { f.CallId, f.Number });
        form.Property(f => f.Number).ValueGeneratedNever();
        form.Property(f => f.Definition).IsJson();
    }
}

internal sealed class CallAmendmentConfiguration : IEntityTypeConfiguration<CallAmendment>
{
    public void Configure(EntityTypeBuilder<CallAmendment> amendment)
    {
        amendment.ToTable("Ventures_CallAmendments");
        amendment.Property(a => a.Id).ValueGeneratedNever();
    }
}

internal sealed class CallQuestionConfiguration : IEntityTypeConfiguration<CallQuestion>
{
    public void Configure(EntityTypeBuilder<CallQuestion> question)
    {
        question.ToTable("Ventures_CallQuestions");
        question.Property(q => q.Id).ValueGeneratedNever();
        question.Property(q => q.Question).HasMaxLength(CallQuestion.TextLength);
        question.Property(q => q.AnsweredByName).HasMaxLength(100);
        question.Property(q => q.Version).IsConcurrencyToken();
        question.HasOne<Call>().WithMany().HasForeignKey(q => q.CallId).OnDelete(DeleteBehavior.Cascade);
        question.HasIndex(q => new { q.CallId, q.AskedUtc });
    }
}
