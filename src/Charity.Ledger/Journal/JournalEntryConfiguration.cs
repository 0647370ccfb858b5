using Charity.Ledger.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ledger.Journal;

internal sealed class JournalEntryConfiguration : IEntityTypeConfiguration<JournalEntry>
{
    public const string Table = "Ledger_JournalEntries";

    public void Configure(EntityTypeBuilder<JournalEntry> entry)
    {
        entry.ToTable(Table);
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.Number).ValueGeneratedNever();
        entry.Property(e => e.Kind).HasMaxLength(LedgerText.KindLength);
        entry.Property(e => e.Reference).HasMaxLength(LedgerText.ReferenceLength);
        entry.Property(e => e.ProviderObject).HasMaxLength(LedgerText.ReferenceLength);
        entry.Property(e => e.Reason).HasMaxLength(LedgerText.ReasonLength);
        entry.Property(e => e.RequestHash).HasMaxLength(64);
        entry.Property(e => e.PreviousHash).HasMaxLength(64);
        entry.Property(e => e.Hash).HasMaxLength(64);
        entry.HasAlternateKey(e => e.Number);
        entry.HasOne<JournalEntry>().WithMany().HasForeignKey(e => e.ReversesEntryId).OnDelete(DeleteBehavior.Restrict);
        entry.HasOne<JournalEntry>().WithMany().HasForeignKey(e => e.ResolvesEntryId).OnDelete(DeleteBehavior.Restrict);

        // Few entries have these, so only those are kept in the index.
        entry.HasIndex(e => e.ReversesEntryId).IsUnique().HasFilter("\"ReversesEntryId\" IS NOT NULL");
        entry.HasIndex(e => e.ResolvesEntryId).IsUnique().HasFilter("\"ResolvesEntryId\" IS NOT NULL");
        entry.HasIndex(e => new { e.ProviderObject, e.Kind }).IsUnique().HasFilter("\"ProviderObject\" IS NOT NULL");
        entry.HasIndex(e => e.Reference);
        entry.HasIndex(e => new { e.Kind, e.Number });
        entry.HasIndex(e => new { e.EffectiveDate, e.Number });
    }
}

internal sealed class PostingConfiguration : IEntityTypeConfiguration<Posting>
{
    public const string Table = "Ledger_Postings";

    public const string AmountPositive = "\"AmountMinor\" > 0";

    public const string AccountsDiffer = "\"DebitAccountId\" <> \"CreditAccountId\"";

    public void Configure(EntityTypeBuilder<Posting> posting)
    {
        posting.ToTable(Table, table =>
        {
            table.HasCheckConstraint("CK_Ledger_Postings_AmountPositive", AmountPositive);
            table.HasCheckConstraint("CK_Ledger_Postings_AccountsDiffer", AccountsDiffer);
        });
        posting.HasKey(p => new { p.EntryNumber, p.Line });
        posting.Property(p => p.EntryNumber).ValueGeneratedNever();
        posting.Property(p => p.Line).ValueGeneratedNever();
        posting.Property(p => p.Currency).HasMaxLength(3);
        posting.HasOne<JournalEntry>().WithMany().HasForeignKey(p => p.EntryNumber).HasPrincipalKey(e => e.Number).OnDelete(DeleteBehavior.Restrict);

        // An account has one currency for ever, so a posting of another cannot point at it.
        posting.HasOne<Account>().WithMany().HasForeignKey(p => new { p.DebitAccountId, p.Currency }).HasPrincipalKey(a => new { a.Id, a.Currency }).OnDelete(DeleteBehavior.Restrict);
        posting.HasOne<Account>().WithMany().HasForeignKey(p => new { p.CreditAccountId, p.Currency }).HasPrincipalKey(a => new { a.Id, a.Currency }).OnDelete(DeleteBehavior.Restrict);

        // An account's postings in order. The currency stands second so that the same index serves the foreign key.
        posting.HasIndex(p => new { p.DebitAccountId, p.Currency, p.EntryNumber });
        posting.HasIndex(p => new { p.CreditAccountId, p.Currency, p.EntryNumber });
    }
}
