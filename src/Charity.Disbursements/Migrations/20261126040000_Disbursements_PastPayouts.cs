using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Disbursements.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261126040000_Disbursements_PastPayouts")]
internal sealed class DisbursementsPastPayouts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_PastPayouts";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                Year = table.Column<int>(),
                Number = table.Column<int>(),
                Title = table.Column<string>(maxLength: 200),
                Organisation = table.Column<string>(maxLength: 200),
                Programme = table.Column<string>(maxLength: 100),
                StreetCode = table.Column<string>(maxLength: 60, nullable: true),
                Standing = table.Column<string>(maxLength: 20),
                ReceivedMinor = table.Column<long>(),
                PaidMinor = table.Column<long>(),
                Reason = table.Column<string>(maxLength: 500),
                Owner = table.Column<string>(maxLength: 200),
                ImportedByName = table.Column<string>(maxLength: 200),
                ImportedUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_PastPayouts", row => row.Id);
                table.CheckConstraint("CK_Disbursements_PastPayouts_Paid", "\"PaidMinor\" >= 0 AND \"PaidMinor\" <= \"ReceivedMinor\"");
            });
        migrationBuilder.CreateIndex("IX_Disbursements_PastPayouts_Year_Number", Table, ["Year", "Number"], unique: true);
    }
}
