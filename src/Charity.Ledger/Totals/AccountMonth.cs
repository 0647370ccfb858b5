using Charity.Ledger.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ledger.Totals;

/// <summary>What one kind of entry moved on one account in the month of its effective date, reversals under their own kind. Written in the entry's transaction.</summary>
internal sealed class AccountMonth
{
    public required Guid AccountId { get; init; }

    /// <summary>Year and month as a number, e.g. 202603.</summary>
    public required int Month { get; init; }

    public required string Kind { get; init; }

    public required long Debits { get; init; }

    public required long Credits { get; init; }

    public required long Entries { get; init; }

    public static int Of(DateOnly date) => (date.Year * 100) + date.Month;
}

internal sealed class AccountMonthConfiguration : IEntityTypeConfiguration<AccountMonth>
{
    public const string Table = "Ledger_AccountMonths";

    public void Configure(EntityTypeBuilder<AccountMonth> month)
    {
        month.ToTable(Table);
        month.HasKey(m => new { m.AccountId, m.Month, m.Kind });
        month.Property(m => m.Month).ValueGeneratedNever();
        month.Property(m => m.Kind).HasMaxLength(LedgerText.KindLength);
        month.HasOne<Account>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}
