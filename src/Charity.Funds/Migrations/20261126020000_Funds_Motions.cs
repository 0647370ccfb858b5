using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Funds.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261126020000_Funds_Motions")]
internal sealed class FundsMotions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Funds_Motions",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                FundId = table.Column<Guid>(),
                Currency = table.Column<string>(maxLength: 3),
                Year = table.Column<int>(nullable: true),
                Number = table.Column<int>(nullable: true),
                Kind = table.Column<string>(maxLength: 20),
                Title = table.Column<string>(),
                Mover = table.Column<string>(),
                Seconder = table.Column<string>(),
                Elements = table.Column<string>(),
                Lines = table.Column<string>(),
                AmountMinor = table.Column<long>(),
                Purpose = table.Column<string>(),
                PayeeName = table.Column<string>(maxLength: 200, nullable: true),
                PayeeBank = table.Column<string>(maxLength: 200, nullable: true),
                PayeeNumber = table.Column<string>(nullable: true),
                PayeeFingerprint = table.Column<string>(maxLength: 64, nullable: true),
                VoteOn = table.Column<DateOnly>(),
                MovedById = table.Column<Guid>(nullable: true),
                PublishedUtc = table.Column<DateTime>(nullable: true),
                HeldOn = table.Column<DateOnly>(nullable: true),
                Tally = table.Column<string>(nullable: true),
                Votes = table.Column<string>(),
                SupervisorName = table.Column<string>(maxLength: 100, nullable: true),
                SupervisorRemark = table.Column<string>(maxLength: 1000, nullable: true),
                RecordedById = table.Column<Guid>(nullable: true),
                RecordedByName = table.Column<string>(maxLength: 200, nullable: true),
                WithdrawReason = table.Column<string>(maxLength: 500, nullable: true),
                Revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Funds_Motions", row => row.Id);
                table.ForeignKey("FK_Funds_Motions_Funds_Funds_FundId", row => row.FundId, "Funds_Funds", "Id", onDelete: ReferentialAction.Restrict);
                table.CheckConstraint("CK_Funds_Motions_Amount", "\"AmountMinor\" > 0");
            });
        migrationBuilder.CreateIndex("IX_Funds_Motions_FundId_Year_Number", "Funds_Motions", ["FundId", "Year", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Funds_Motions_FundId_State", "Funds_Motions", ["FundId", "State"]);
    }
}
