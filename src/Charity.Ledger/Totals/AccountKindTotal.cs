using Charity.Ledger.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ledger.Totals;

/// <summary>
/// What one kind of entry has moved on one account, net of reversals: a reversal is taken off the kind it reverses, so that
/// money raised is right again after a gift entered by mistake. Written in the entry's transaction.
/// </summary>
internal sealed class AccountKindTotal
{
    public required Guid AccountId { get; init; }

    public required string Kind { get; init; }

    public required long Debits { get; init; }

    public required long Credits { get; init; }

    public required long Entries { get; init; }
}

internal sealed class AccountKindTotalConfiguration : IEntityTypeConfiguration<AccountKindTotal>
{
    public const string Table = "Ledger_KindTotals";

    public void Configure(EntityTypeBuilder<AccountKindTotal> total)
    {
        total.ToTable(Table);
        total.HasKey(t => new { t.AccountId, t.Kind });
        total.Property(t => t.Kind).HasMaxLength(LedgerText.KindLength);
        total.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
