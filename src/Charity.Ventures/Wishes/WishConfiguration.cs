using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Charity.Ventures.Needs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ventures.Wishes;

internal sealed class WishConfiguration : IEntityTypeConfiguration<Wish>
{
    public void Configure(EntityTypeBuilder<Wish> wish)
    {
        wish.ToTable("Ventures_Wishes", table => table.HasCheckConstraint("CK_Ventures_Wishes_Value", "\"ValueMinor\" > 0"));
        wish.IsWorkflowInstance();
        wish.Property(w => w.Slug).HasMaxLength(100);
        wish.Property(w => w.AreaCode).HasMaxLength(Need.CodeLength);
        wish.Property(w => w.Currency).HasMaxLength(3);
        wish.Property(w => w.Contact).HasMaxLength(Wish.ContactLength);
        wish.Property(w => w.Handover).HasMaxLength(Wish.HandoverLength);
        wish.Property(w => w.ReturnReason).HasMaxLength(MoveWish.NoteLength);
        wish.Property(w => w.CloseReason).HasMaxLength(MoveWish.NoteLength);
        wish.Property(w => w.Thanks).HasMaxLength(Wish.SentenceLength);
        wish.Property(w => w.Revision).IsConcurrencyToken();
        wish.Ignore(w => w.OpenClaim);
        wish.Ignore(w => w.Files);
        wish.Ignore(w => w.AlertKey);
        wish.HasMany(w => w.Claims).WithOne().HasForeignKey(claim => claim.WishId).OnDelete(DeleteBehavior.Cascade);
        wish.HasIndex(w => w.Slug).IsUnique();
        wish.HasIndex(w => new { w.State, w.Id });
        wish.HasIndex(w => new { w.AreaCode, w.State });
    }
}

internal sealed class WishClaimConfiguration : IEntityTypeConfiguration<WishClaim>
{
    public void Configure(EntityTypeBuilder<WishClaim> claim)
    {
        claim.ToTable("Ventures_WishClaims");
        claim.Property(c => c.Id).ValueGeneratedNever();
        claim.Property(c => c.ShownName).HasMaxLength(WishClaim.NameLength);
        claim.Property(c => c.Contact).IsEncrypted();
        claim.Property(c => c.Outcome).HasConversion<string>().HasMaxLength(20);

        // One has it at a time, whatever is clicked at once.
        claim.HasIndex(c => c.WishId).IsUnique().HasFilter("\"EndedUtc\" IS NULL");
        claim.HasIndex(c => new { c.ClaimerId, c.EndedUtc });
        claim.HasIndex(c => new { c.EndedUtc, c.DueUtc });
    }
}

internal sealed class WishFigureConfiguration : IEntityTypeConfiguration<WishFigure>
{
    public void Configure(EntityTypeBuilder<WishFigure> figure)
    {
        figure.ToTable("Ventures_WishFigures");
        figure.HasKey(f => new { f.Year, f.AreaCode });
        figure.Property(f => f.Year).ValueGeneratedNever();
        figure.Property(f => f.AreaCode).HasMaxLength(Need.CodeLength);
    }
}
