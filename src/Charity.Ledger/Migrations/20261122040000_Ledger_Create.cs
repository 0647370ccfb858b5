using Charity.Ledger.Accounts;
using Charity.Ledger.Journal;
using Charity.Ledger.Totals;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ledger.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261122040000_Ledger_Create")]
internal sealed class LedgerCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateAccounts(migrationBuilder);
        CreateJournalEntries(migrationBuilder);
        CreatePostings(migrationBuilder);
        CreateTotals(migrationBuilder);
        foreach (var statement in LedgerTriggers.For(ActiveProvider))
        {
            migrationBuilder.Sql(statement);
        }
    }

    private static void CreateAccounts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            AccountConfiguration.Table,
            table => new
            {
                Id = table.Column<Guid>(),
                Code = table.Column<string>(maxLength: 200),
                Owner = table.Column<string>(maxLength: 200),
                Type = table.Column<int>(),
                Currency = table.Column<string>(maxLength: 3),
                Name = table.Column<string>(maxLength: 200),
                NameArgument = table.Column<string>(maxLength: 200, nullable: true),
                MayNotGoNegative = table.Column<bool>(),
                DebitsPosted = table.Column<long>(),
                CreditsPosted = table.Column<long>(),
                DebitsPending = table.Column<long>(),
                CreditsPending = table.Column<long>(),
                Version = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ledger_Accounts", row => row.Id);
                table.UniqueConstraint("AK_Ledger_Accounts_Id_Currency", row => new { row.Id, row.Currency });
                table.CheckConstraint("CK_Ledger_Accounts_TotalsNotNegative", AccountConfiguration.TotalsNotNegative);
                table.CheckConstraint("CK_Ledger_Accounts_ProtectedNotOverdrawn", AccountConfiguration.ProtectedNotOverdrawn);
            });
        migrationBuilder.CreateIndex("IX_Ledger_Accounts_Code", AccountConfiguration.Table, "Code", unique: true);
        migrationBuilder.CreateIndex("IX_Ledger_Accounts_Owner", AccountConfiguration.Table, "Owner");
    }

    private static void CreateJournalEntries(MigrationBuilder migrationBuilder)
    {
        const string Table = JournalEntryConfiguration.Table;
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                Number = table.Column<long>(),
                Phase = table.Column<int>(),
                Kind = table.Column<string>(maxLength: 50),
                Reference = table.Column<string>(maxLength: 200),
                ProviderObject = table.Column<string>(maxLength: 200, nullable: true),
                EffectiveDate = table.Column<DateOnly>(),
                RecordedUtc = table.Column<DateTime>(),
                Reason = table.Column<string>(maxLength: 500, nullable: true),
                ReversesEntryId = table.Column<Guid>(nullable: true),
                ResolvesEntryId = table.Column<Guid>(nullable: true),
                RequestHash = table.Column<string>(maxLength: 64),
                PreviousHash = table.Column<string>(maxLength: 64),
                Hash = table.Column<string>(maxLength: 64),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ledger_JournalEntries", row => row.Id);
                table.UniqueConstraint("AK_Ledger_JournalEntries_Number", row => row.Number);
                table.ForeignKey("FK_Ledger_JournalEntries_Ledger_JournalEntries_ReversesEntryId", row => row.ReversesEntryId, Table, "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Ledger_JournalEntries_Ledger_JournalEntries_ResolvesEntryId", row => row.ResolvesEntryId, Table, "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ledger_JournalEntries_ReversesEntryId", Table, "ReversesEntryId", unique: true, filter: "\"ReversesEntryId\" IS NOT NULL");
        migrationBuilder.CreateIndex("IX_Ledger_JournalEntries_ResolvesEntryId", Table, "ResolvesEntryId", unique: true, filter: "\"ResolvesEntryId\" IS NOT NULL");
        migrationBuilder.CreateIndex("IX_Ledger_JournalEntries_ProviderObject_Kind", Table, ["ProviderObject", "Kind"], unique: true, filter: "\"ProviderObject\" IS NOT NULL");
        migrationBuilder.CreateIndex("IX_Ledger_JournalEntries_Reference", Table, "Reference");
        migrationBuilder.CreateIndex("IX_Ledger_JournalEntries_Kind_Number", Table, ["Kind", "Number"]);
        migrationBuilder.CreateIndex("IX_Ledger_JournalEntries_EffectiveDate_Number", Table, ["EffectiveDate", "Number"]);
    }

    private static void CreatePostings(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            PostingConfiguration.Table,
            table => new
            {
                EntryNumber = table.Column<long>(),
                Line = table.Column<int>(),
                DebitAccountId = table.Column<Guid>(),
                CreditAccountId = table.Column<Guid>(),
                AmountMinor = table.Column<long>(),
                Currency = table.Column<string>(maxLength: 3),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ledger_Postings", row => new { row.EntryNumber, row.Line });
                table.CheckConstraint("CK_Ledger_Postings_AmountPositive", PostingConfiguration.AmountPositive);
                table.CheckConstraint("CK_Ledger_Postings_AccountsDiffer", PostingConfiguration.AccountsDiffer);
                table.ForeignKey("FK_Ledger_Postings_Ledger_JournalEntries_EntryNumber", row => row.EntryNumber, JournalEntryConfiguration.Table, "Number", onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    "FK_Ledger_Postings_Ledger_Accounts_DebitAccountId_Currency",
                    row => new { row.DebitAccountId, row.Currency },
                    AccountConfiguration.Table,
                    ["Id", "Currency"],
                    onDelete: ReferentialAction.Restrict);
                table.ForeignKey(
                    "FK_Ledger_Postings_Ledger_Accounts_CreditAccountId_Currency",
                    row => new { row.CreditAccountId, row.Currency },
                    AccountConfiguration.Table,
                    ["Id", "Currency"],
                    onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ledger_Postings_DebitAccountId_Currency_EntryNumber", PostingConfiguration.Table, ["DebitAccountId", "Currency", "EntryNumber"]);
        migrationBuilder.CreateIndex("IX_Ledger_Postings_CreditAccountId_Currency_EntryNumber", PostingConfiguration.Table, ["CreditAccountId", "Currency", "EntryNumber"]);
    }

    private static void CreateTotals(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            AccountKindTotalConfiguration.Table,
            table => new
            {
                AccountId = table.Column<Guid>(),
                Kind = table.Column<string>(maxLength: 50),
                Debits = table.Column<long>(),
                Credits = table.Column<long>(),
                Entries = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ledger_KindTotals", row => new { row.AccountId, row.Kind });
                table.ForeignKey("FK_Ledger_KindTotals_Ledger_Accounts_AccountId", row => row.AccountId, AccountConfiguration.Table, "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateTable(
            AccountMonthConfiguration.Table,
            table => new
            {
                AccountId = table.Column<Guid>(),
                Month = table.Column<int>(),
                Kind = table.Column<string>(maxLength: 50),
                Debits = table.Column<long>(),
                Credits = table.Column<long>(),
                Entries = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ledger_AccountMonths", row => new { row.AccountId, row.Month, row.Kind });
                table.ForeignKey("FK_Ledger_AccountMonths_Ledger_Accounts_AccountId", row => row.AccountId, AccountConfiguration.Table, "Id", onDelete: ReferentialAction.Restrict);
            });
    }
}
