using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Disbursements.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261126060000_Disbursements_Statements")]
internal sealed class DisbursementsStatements : Migration
{
    private const string Rows = "Disbursements_StatementRows";
    private const string Confirmations = "Disbursements_StatementConfirmations";
    private const string Notes = "Disbursements_StatementNotes";
    private const string Transfers = "Disbursements_BatchLines";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateRows(migrationBuilder);
        CreateConfirmations(migrationBuilder);
        CreateNotes(migrationBuilder);
    }

    private static void CreateRows(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Rows,
            table => new
            {
                Id = table.Column<Guid>(),
                BankNumber = table.Column<string>(maxLength: 100),
                BookedOn = table.Column<DateOnly>(),
                IsDebit = table.Column<bool>(),
                AmountMinor = table.Column<long>(),
                PartyName = table.Column<string>(maxLength: 200),
                PartyAccount = table.Column<string>(maxLength: 20),
                PartyFingerprint = table.Column<string>(maxLength: 64),
                Remark = table.Column<string>(maxLength: 500),
                Match = table.Column<string>(maxLength: 20),
                DemandId = table.Column<Guid>(nullable: true),
                ImportedByName = table.Column<string>(maxLength: 200),
                ImportedUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_StatementRows", row => row.Id);
                table.CheckConstraint("CK_Disbursements_StatementRows_Amount", "\"AmountMinor\" > 0");
                table.ForeignKey("FK_Disbursements_StatementRows_Disbursements_Returns_DemandId", row => row.DemandId, "Disbursements_Returns", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Disbursements_StatementRows_BankNumber", Rows, "BankNumber", unique: true);
        migrationBuilder.CreateIndex("IX_Disbursements_StatementRows_DemandId", Rows, "DemandId");
        migrationBuilder.CreateIndex("IX_Disbursements_StatementRows_Match_BookedOn", Rows, ["Match", "BookedOn"]);
        migrationBuilder.CreateIndex("IX_Disbursements_StatementRows_BookedOn", Rows, "BookedOn");
    }

    private static void CreateConfirmations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Confirmations,
            table => new
            {
                TransferId = table.Column<Guid>(),
                RowId = table.Column<Guid>(),
                OnlyRowId = table.Column<Guid>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_StatementConfirmations", row => row.TransferId);
                table.ForeignKey("FK_Disbursements_StatementConfirmations_Transfer", row => row.TransferId, Transfers, "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Disbursements_StatementConfirmations_Row", row => row.RowId, Rows, "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Disbursements_StatementConfirmations_RowId", Confirmations, "RowId");
        migrationBuilder.CreateIndex("IX_Disbursements_StatementConfirmations_OnlyRowId", Confirmations, "OnlyRowId", unique: true);
    }

    private static void CreateNotes(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Notes,
            table => new
            {
                Id = table.Column<Guid>(),
                RowId = table.Column<Guid>(nullable: true),
                TransferId = table.Column<Guid>(nullable: true),
                Note = table.Column<string>(maxLength: 500),
                WrittenByName = table.Column<string>(maxLength: 200),
                WrittenUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_StatementNotes", row => row.Id);
                table.ForeignKey("FK_Disbursements_StatementNotes_Row", row => row.RowId, Rows, "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Disbursements_StatementNotes_Transfer", row => row.TransferId, Transfers, "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Disbursements_StatementNotes_RowId", Notes, "RowId", unique: true);
        migrationBuilder.CreateIndex("IX_Disbursements_StatementNotes_TransferId", Notes, "TransferId", unique: true);
    }
}
