using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Ledger.Accounts;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public const string Table = "Ledger_Accounts";

    public const string TotalsNotNegative = """
        "DebitsPosted" >= 0 AND "CreditsPosted" >= 0 AND "DebitsPending" >= 0 AND "CreditsPending" >= 0
        """;

    /// <summary>Reads the same on both databases, though one knows truth values and the other only 0 and 1.</summary>
    public const string ProtectedNotOverdrawn = """
        NOT "MayNotGoNegative" OR "CreditsPosted" - "DebitsPosted" - "DebitsPending" >= 0
        """;

    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable(Table, table =>
        {
            table.HasCheckConstraint("CK_Ledger_Accounts_TotalsNotNegative", TotalsNotNegative);
            table.HasCheckConstraint("CK_Ledger_Accounts_ProtectedNotOverdrawn", ProtectedNotOverdrawn);
        });
        account.Property(a => a.Id).ValueGeneratedNever();
        account.Property(a => a.Code).HasMaxLength(LedgerText.CodeLength);
        account.Property(a => a.Owner).HasMaxLength(LedgerText.CodeLength);
        account.Property(a => a.Currency).HasMaxLength(3);
        account.Property(a => a.Name).HasMaxLength(LedgerText.NameLength);
        account.Property(a => a.NameArgument).HasMaxLength(LedgerText.NameLength);
        account.Property(a => a.Version).IsConcurrencyToken();
        account.HasAlternateKey(a => new { a.Id, a.Currency });
        account.HasIndex(a => a.Code).IsUnique();
        account.HasIndex(a => a.Owner);
    }
}
