using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Disbursements.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261126000500_Disbursements_Returns")]
internal sealed class DisbursementsReturns : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateReturns(migrationBuilder);
        CreateDelegations(migrationBuilder);
    }

    private static void CreateDelegations(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_Delegations";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                FromId = table.Column<Guid>(),
                FromName = table.Column<string>(maxLength: 200),
                ToId = table.Column<Guid>(),
                ToName = table.Column<string>(maxLength: 200),
                FromDay = table.Column<DateOnly>(),
                UntilDay = table.Column<DateOnly>(),
                Reason = table.Column<string>(maxLength: 200),
                MadeUtc = table.Column<DateTime>(),
                RevokedUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Disbursements_Delegations", row => row.Id));
        migrationBuilder.CreateIndex("IX_Disbursements_Delegations_ToId_UntilDay", Table, ["ToId", "UntilDay"]);
        migrationBuilder.CreateIndex("IX_Disbursements_Delegations_FromId", Table, "FromId");
    }

    private static void CreateReturns(MigrationBuilder migrationBuilder)
    {
        const string Demands = "Disbursements_Returns";
        const string Receipts = "Disbursements_ReturnReceipts";
        migrationBuilder.CreateTable(
            Demands,
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                Year = table.Column<int>(),
                Number = table.Column<int>(),
                ProjectId = table.Column<Guid>(),
                ProjectSlug = table.Column<string>(maxLength: 120),
                ProjectTitle = table.Column<string>(),
                OrganisationId = table.Column<Guid>(),
                Currency = table.Column<string>(maxLength: 3),
                AmountMinor = table.Column<long>(),
                ReceivedMinor = table.Column<long>(),
                Reason = table.Column<string>(maxLength: 30),
                Explanation = table.Column<string>(maxLength: 2000),
                DueOn = table.Column<DateOnly>(),
                DemandedById = table.Column<Guid>(),
                DemandedByName = table.Column<string>(maxLength: 200),
                DemandedUtc = table.Column<DateTime>(),
                RemindedUtc = table.Column<DateTime>(nullable: true),
                OverdueToldUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_Returns", row => row.Id);
                table.CheckConstraint("CK_Disbursements_Returns_Amount", "\"AmountMinor\" > 0");
                table.CheckConstraint("CK_Disbursements_Returns_Received", "\"ReceivedMinor\" >= 0 AND \"ReceivedMinor\" <= \"AmountMinor\"");
            });
        migrationBuilder.CreateIndex("IX_Disbursements_Returns_Year_Number", Demands, ["Year", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Disbursements_Returns_ProjectId", Demands, "ProjectId");
        migrationBuilder.CreateIndex("IX_Disbursements_Returns_State_DueOn", Demands, ["State", "DueOn"]);
        migrationBuilder.CreateIndex("IX_Disbursements_Returns_OrganisationId", Demands, "OrganisationId");
        migrationBuilder.CreateTable(
            Receipts,
            table => new
            {
                Id = table.Column<Guid>(),
                DemandId = table.Column<Guid>(),
                AmountMinor = table.Column<long>(),
                ReceivedOn = table.Column<DateOnly>(),
                BankReference = table.Column<string>(maxLength: 100),
                EnteredByName = table.Column<string>(maxLength: 200),
                EnteredUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_ReturnReceipts", row => row.Id);
                table.ForeignKey("FK_Disbursements_ReturnReceipts_Disbursements_Returns_DemandId", row => row.DemandId, Demands, "Id", onDelete: ReferentialAction.Restrict);
                table.CheckConstraint("CK_Disbursements_ReturnReceipts_Amount", "\"AmountMinor\" > 0");
            });
        migrationBuilder.CreateIndex("IX_Disbursements_ReturnReceipts_DemandId", Receipts, "DemandId");
        migrationBuilder.CreateIndex("IX_Disbursements_ReturnReceipts_BankReference", Receipts, "BankReference", unique: true);
        migrationBuilder.CreateTable(
            "Disbursements_ReturnParts",
            table => new
            {
                ReceiptId = table.Column<Guid>(),
                AvailableCode = table.Column<string>(maxLength: 200),
                AmountMinor = table.Column<long>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_ReturnParts", row => new { row.ReceiptId, row.AvailableCode });
                table.ForeignKey("FK_Disbursements_ReturnParts_ReceiptId", row => row.ReceiptId, Receipts, "Id", onDelete: ReferentialAction.Restrict);
                table.CheckConstraint("CK_Disbursements_ReturnParts_Amount", "\"AmountMinor\" > 0");
            });
    }
}
