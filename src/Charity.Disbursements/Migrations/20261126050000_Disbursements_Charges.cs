using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Disbursements.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261126050000_Disbursements_Charges")]
internal sealed class DisbursementsCharges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_Charges";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                Year = table.Column<int>(),
                Number = table.Column<int>(),
                FundSlug = table.Column<string>(maxLength: 60),
                FundName = table.Column<string>(),
                Currency = table.Column<string>(maxLength: 3),
                AmountMinor = table.Column<long>(),
                Purpose = table.Column<string>(maxLength: 500),
                ProposedById = table.Column<Guid>(),
                ProposedByName = table.Column<string>(maxLength: 200),
                ProposedUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_Charges", row => row.Id);
                table.CheckConstraint("CK_Disbursements_Charges_Amount", "\"AmountMinor\" > 0");
            });
        migrationBuilder.CreateIndex("IX_Disbursements_Charges_Year_Number", Table, ["Year", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Disbursements_Charges_FundSlug_Year", Table, ["FundSlug", "Year"]);
        migrationBuilder.CreateIndex("IX_Disbursements_Charges_State_Id", Table, ["State", "Id"]);
    }
}
