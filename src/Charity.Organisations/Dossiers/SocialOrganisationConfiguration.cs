using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Organisations.Dossiers;

internal sealed class SocialOrganisationConfiguration : IEntityTypeConfiguration<SocialOrganisation>
{
    public void Configure(EntityTypeBuilder<SocialOrganisation> organisation)
    {
        organisation.ToTable("Organisations_Organisations");
        organisation.IsWorkflowInstance();
        organisation.Property(o => o.Slug).HasMaxLength(SocialOrganisation.SlugLength);
        organisation.Property(o => o.CreditCode).HasMaxLength(18);
        organisation.Property(o => o.Kind).HasConversion<string>().HasMaxLength(20);
        organisation.Property(o => o.RegistrationAuthority).HasMaxLength(100);
        organisation.Property(o => o.AreaCode).HasMaxLength(60);
        organisation.Property(o => o.Address).HasMaxLength(200);
        organisation.Property(o => o.Telephone).IsEncrypted();
        organisation.Property(o => o.TelephoneFingerprint).HasMaxLength(Fingerprints.Length);
        organisation.Property(o => o.Email).HasMaxLength(254);
        organisation.Property(o => o.LegalRepresentative).HasMaxLength(SocialOrganisation.NameLength);
        organisation.Property(o => o.LegalIdentity).IsEncrypted();
        organisation.Property(o => o.LegalIdentityFingerprint).HasMaxLength(Fingerprints.Length);
        organisation.Property(o => o.BusinessScope).HasMaxLength(2000);
        organisation.Property(o => o.ReturnReason).HasMaxLength(1000);
        organisation.Property(o => o.Revision).IsConcurrencyToken();
        organisation.Ignore(o => o.IsOpenForFacts).Ignore(o => o.IsVerified).Ignore(o => o.IsPublic).Ignore(o => o.MaskedIdentity);
        organisation.HasIndex(o => o.Slug).IsUnique();
        organisation.HasIndex(o => o.CreditCode).IsUnique();
        organisation.HasIndex(o => new { o.State, o.Id });

        // Named here: by convention these names would be longer than PostgreSQL allows.
        organisation.HasOne(o => o.BankAccount).WithOne().HasForeignKey<BankAccount>(account => account.OrganisationId).HasConstraintName("FK_Organisations_BankAccounts_Organisation").OnDelete(DeleteBehavior.Cascade);
        organisation.HasMany(o => o.Board).WithOne().HasForeignKey(part => part.OrganisationId).HasConstraintName("FK_Organisations_BoardMembers_Organisation").OnDelete(DeleteBehavior.Cascade);
        organisation.HasMany(o => o.Inspections).WithOne().HasForeignKey(part => part.OrganisationId).HasConstraintName("FK_Organisations_Inspections_Organisation").OnDelete(DeleteBehavior.Cascade);
        organisation.HasMany(o => o.Licences).WithOne().HasForeignKey(part => part.OrganisationId).HasConstraintName("FK_Organisations_Licences_Organisation").OnDelete(DeleteBehavior.Cascade);
        organisation.HasMany(o => o.Team).WithOne().HasForeignKey(part => part.OrganisationId).HasConstraintName("FK_Organisations_TeamMembers_Organisation").OnDelete(DeleteBehavior.Cascade);
        organisation.HasMany(o => o.PastProjects).WithOne().HasForeignKey(part => part.OrganisationId).HasConstraintName("FK_Organisations_PastProjects_Organisation").OnDelete(DeleteBehavior.Cascade);
        organisation.HasMany(o => o.Bars).WithOne().HasForeignKey(part => part.OrganisationId).HasConstraintName("FK_Organisations_Bars_Organisation").OnDelete(DeleteBehavior.Cascade);
        organisation.HasMany(o => o.Members).WithOne().HasForeignKey(part => part.OrganisationId).HasConstraintName("FK_Organisations_Members_Organisation").OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BoardMemberConfiguration : IEntityTypeConfiguration<BoardMember>
{
    public void Configure(EntityTypeBuilder<BoardMember> member)
    {
        member.ToTable("Organisations_BoardMembers");
        member.Property(m => m.Id).ValueGeneratedNever();
        member.Property(m => m.Name).HasMaxLength(SocialOrganisation.NameLength);
        member.Property(m => m.Role).HasConversion<string>().HasMaxLength(20);
        member.Property(m => m.IdentityFingerprint).HasMaxLength(Fingerprints.Length);
    }
}

internal sealed class AnnualInspectionConfiguration : IEntityTypeConfiguration<AnnualInspection>
{
    public void Configure(EntityTypeBuilder<AnnualInspection> inspection)
    {
        inspection.ToTable("Organisations_Inspections");
        inspection.Property(i => i.Id).ValueGeneratedNever();
        inspection.Property(i => i.Result).HasConversion<string>().HasMaxLength(20);
        inspection.Ignore(i => i.IsConfirmedFailure);
        inspection.HasIndex(i => new { i.OrganisationId, i.Year }).IsUnique();
    }
}

internal sealed class LicenceConfiguration : IEntityTypeConfiguration<Licence>
{
    public void Configure(EntityTypeBuilder<Licence> licence)
    {
        licence.ToTable("Organisations_Licences");
        licence.Property(l => l.Id).ValueGeneratedNever();
        licence.Property(l => l.Title).HasMaxLength(100);
        licence.Property(l => l.Number).HasMaxLength(100);
        licence.Property(l => l.IssuedBy).HasMaxLength(100);
        licence.Property(l => l.RemindedDays).IsConcurrencyToken();
        licence.HasIndex(l => l.ValidUntil);
    }
}

internal sealed class BankAccountConfiguration : IEntityTypeConfiguration<BankAccount>
{
    public void Configure(EntityTypeBuilder<BankAccount> account)
    {
        account.ToTable("Organisations_BankAccounts");
        account.Property(a => a.Id).ValueGeneratedNever();
        account.Property(a => a.BankName).HasMaxLength(200);
        account.Property(a => a.AccountName).HasMaxLength(200);
        account.Property(a => a.AccountNumber).IsEncrypted();
        account.Property(a => a.NumberFingerprint).HasMaxLength(Fingerprints.Length);
        account.Property(a => a.ProofState).HasConversion<string>().HasMaxLength(20);
        account.Property(a => a.ProvedByName).HasMaxLength(200);
        account.Ignore(a => a.MaskedNumber);
    }
}

internal sealed class TeamMemberConfiguration : IEntityTypeConfiguration<TeamMember>
{
    public void Configure(EntityTypeBuilder<TeamMember> member)
    {
        member.ToTable("Organisations_TeamMembers");
        member.Property(m => m.Id).ValueGeneratedNever();
        member.Property(m => m.Name).HasMaxLength(SocialOrganisation.NameLength);
        member.Property(m => m.Role).HasMaxLength(60);
        member.Property(m => m.SocialWorkLicence).HasConversion<string>().HasMaxLength(20);
        member.Property(m => m.LicenceNumber).HasMaxLength(60);
    }
}

internal sealed class PastProjectConfiguration : IEntityTypeConfiguration<PastProject>
{
    public void Configure(EntityTypeBuilder<PastProject> project)
    {
        project.ToTable("Organisations_PastProjects");
        project.Property(p => p.Id).ValueGeneratedNever();
        project.Property(p => p.Title).HasMaxLength(200);
        project.Property(p => p.Funder).HasMaxLength(200);
        project.Property(p => p.Mark).HasMaxLength(100);
    }
}

internal sealed class BarConfiguration : IEntityTypeConfiguration<Bar>
{
    public void Configure(EntityTypeBuilder<Bar> bar)
    {
        bar.ToTable("Organisations_Bars");
        bar.Property(b => b.Id).ValueGeneratedNever();
        bar.Property(b => b.Reason).HasMaxLength(1000);
        bar.Property(b => b.ByName).HasMaxLength(200);
        bar.Property(b => b.LiftedByName).HasMaxLength(200);
        bar.Property(b => b.LiftReason).HasMaxLength(1000);
    }
}

internal sealed class OrganisationMemberConfiguration : IEntityTypeConfiguration<OrganisationMember>
{
    public void Configure(EntityTypeBuilder<OrganisationMember> member)
    {
        member.ToTable("Organisations_Members");
        member.Property(m => m.Id).ValueGeneratedNever();
        member.Property(m => m.Role).HasConversion<string>().HasMaxLength(20);
        member.HasIndex(m => new { m.OrganisationId, m.UserId }).IsUnique();
        member.HasIndex(m => m.UserId);
    }
}

internal sealed class OrganisationInvitationConfiguration : IEntityTypeConfiguration<OrganisationInvitation>
{
    public void Configure(EntityTypeBuilder<OrganisationInvitation> invitation)
    {
        invitation.ToTable("Organisations_Invitations");
        invitation.Property(i => i.Id).ValueGeneratedNever();
        invitation.Property(i => i.Role).HasConversion<string>().HasMaxLength(20);
        invitation.Property(i => i.Email).IsEncrypted();
        invitation.Property(i => i.EmailFingerprint).HasMaxLength(Fingerprints.Length);
        invitation.Property(i => i.TokenHash).HasMaxLength(32);
        invitation.Property(i => i.InvitedByName).HasMaxLength(200);
        invitation.Property(i => i.Version).IsConcurrencyToken();
        invitation.HasOne<SocialOrganisation>().WithMany().HasForeignKey(i => i.OrganisationId).HasConstraintName("FK_Organisations_Invitations_Organisation").OnDelete(DeleteBehavior.Cascade);
        invitation.HasIndex(i => i.TokenHash).IsUnique();
        invitation.HasIndex(i => i.EmailFingerprint);
    }
}
