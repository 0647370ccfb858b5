using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Donations.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261126030000_Donations_Alliance")]
internal sealed class DonationsAlliance : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateMerchants(migrationBuilder);
        CreateSettlements(migrationBuilder);
    }

    private static void CreateMerchants(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Donations_Merchants",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                Slug = table.Column<string>(maxLength: 8),
                Name = table.Column<string>(),
                Category = table.Column<string>(maxLength: 20),
                Address = table.Column<string>(),
                AreaCode = table.Column<string>(maxLength: 60),
                FundId = table.Column<Guid>(),
                PledgeKind = table.Column<string>(maxLength: 20),
                PledgeRate = table.Column<int>(),
                ContactName = table.Column<string>(),
                ContactTelephone = table.Column<string>(),
                ContactEmail = table.Column<string>(),
                ContactEmailHash = table.Column<byte[]>(maxLength: 32),
                SettlementKey = table.Column<string>(),
                Culture = table.Column<string>(maxLength: 10),
                AppliedUtc = table.Column<DateTime>(),
                Since = table.Column<DateOnly>(nullable: true),
                Until = table.Column<DateOnly>(nullable: true),
                AskedFor = table.Column<DateOnly>(nullable: true),
                GivenMinor = table.Column<long>(),
                GiftCount = table.Column<int>(),
                Revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Donations_Merchants", row => row.Id);
                table.CheckConstraint("CK_Donations_Merchants_Pledge", "\"PledgeRate\" > 0");
            });
        migrationBuilder.CreateIndex("IX_Donations_Merchants_Slug", "Donations_Merchants", "Slug", unique: true);
        migrationBuilder.CreateIndex("IX_Donations_Merchants_State_Id", "Donations_Merchants", ["State", "Id"]);
        migrationBuilder.CreateIndex("IX_Donations_Merchants_AreaCode_State_Id", "Donations_Merchants", ["AreaCode", "State", "Id"]);
        migrationBuilder.CreateIndex("IX_Donations_Merchants_ContactEmailHash", "Donations_Merchants", "ContactEmailHash");
    }

    private static void CreateSettlements(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Donations_Settlements",
            table => new
            {
                Id = table.Column<Guid>(),
                MerchantId = table.Column<Guid>(),
                Month = table.Column<DateOnly>(),
                Number = table.Column<int>(),
                IsCurrent = table.Column<bool>(),
                Basis = table.Column<long>(),
                PledgeKind = table.Column<string>(maxLength: 20),
                PledgeRate = table.Column<int>(),
                AmountMinor = table.Column<long>(),
                Currency = table.Column<string>(maxLength: 3),
                DueOn = table.Column<DateOnly>(),
                Reason = table.Column<string>(maxLength: 300, nullable: true),
                ToldById = table.Column<Guid>(nullable: true),
                ToldByName = table.Column<string>(maxLength: 200, nullable: true),
                ToldUtc = table.Column<DateTime>(),
                OfflineGiftId = table.Column<Guid>(nullable: true),
                Version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Donations_Settlements", row => row.Id);
                table.ForeignKey("FK_Donations_Settlements_Donations_Merchants_MerchantId", row => row.MerchantId, "Donations_Merchants", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Donations_Settlements_Donations_OfflineGifts_OfflineGiftId", row => row.OfflineGiftId, "Donations_OfflineGifts", "Id", onDelete: ReferentialAction.Restrict);
                table.CheckConstraint("CK_Donations_Settlements_Amount", "\"AmountMinor\" >= 0 AND \"Basis\" >= 0");
            });
        migrationBuilder.CreateIndex("IX_Donations_Settlements_MerchantId_Month_Number", "Donations_Settlements", ["MerchantId", "Month", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Donations_Settlements_Current", "Donations_Settlements", ["MerchantId", "Month"], unique: true, filter: "\"IsCurrent\"");
        migrationBuilder.CreateIndex("IX_Donations_Settlements_Month_Id", "Donations_Settlements", ["Month", "Id"]);
        migrationBuilder.CreateIndex("IX_Donations_Settlements_OfflineGiftId", "Donations_Settlements", "OfflineGiftId");
    }
}
