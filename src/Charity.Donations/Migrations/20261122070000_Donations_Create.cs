using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Donations.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261122070000_Donations_Create")]
internal sealed class DonationsCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateDonations(migrationBuilder);
        CreateOfflineGifts(migrationBuilder);
        migrationBuilder.CreateTable(
            "Donations_ReceiptCounters",
            table => new { Year = table.Column<int>(), LastNumber = table.Column<long>() },
            constraints: table => table.PrimaryKey("PK_Donations_ReceiptCounters", row => row.Year));
    }

    private static void CreateDonations(MigrationBuilder migrationBuilder)
    {
        const string Table = "Donations_Donations";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                FormId = table.Column<Guid>(),
                Token = table.Column<string>(maxLength: 22),
                FundId = table.Column<Guid>(),
                MeantForFundId = table.Column<Guid>(nullable: true),
                AmountMinor = table.Column<long>(),
                CoveredFeeMinor = table.Column<long>(),
                Currency = table.Column<string>(maxLength: 3),
                Source = table.Column<int>(),
                DonorId = table.Column<Guid>(nullable: true),
                DonorName = table.Column<string>(maxLength: 50),
                DonorEmail = table.Column<string>(nullable: true),
                DonorEmailHash = table.Column<byte[]>(maxLength: 32, nullable: true),
                IsAnonymous = table.Column<bool>(),
                Message = table.Column<string>(maxLength: 200, nullable: true),
                MessageState = table.Column<int>(),
                Culture = table.Column<string>(maxLength: 10),
                ReceiptWaived = table.Column<bool>(),
                ReceiptNumber = table.Column<string>(maxLength: 20, nullable: true),
                CreatedUtc = table.Column<DateTime>(),
                PaidUtc = table.Column<DateTime>(nullable: true),
                EffectiveDate = table.Column<DateOnly>(nullable: true),
                CheckoutId = table.Column<Guid>(nullable: true),
                PaymentObject = table.Column<string>(maxLength: 200, nullable: true),
                PaymentMethod = table.Column<string>(maxLength: 50, nullable: true),
                EntryId = table.Column<Guid>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Donations_Donations", row => row.Id);
                table.CheckConstraint("CK_Donations_Donations_Amount", "\"AmountMinor\" > 0 AND \"CoveredFeeMinor\" >= 0 AND \"CoveredFeeMinor\" < \"AmountMinor\"");
            });
        migrationBuilder.CreateIndex("IX_Donations_Donations_FormId", Table, "FormId", unique: true);
        migrationBuilder.CreateIndex("IX_Donations_Donations_Token", Table, "Token", unique: true);
        migrationBuilder.CreateIndex("IX_Donations_Donations_ReceiptNumber", Table, "ReceiptNumber", unique: true);
        migrationBuilder.CreateIndex("IX_Donations_Donations_PaymentObject", Table, "PaymentObject", unique: true);
        migrationBuilder.CreateIndex(
            "IX_Donations_Donations_FundId_PaidUtc_Id", Table, ["FundId", "PaidUtc", "Id"], filter: "\"State\" = 'paid'", descending: [false, true, true]);
        migrationBuilder.CreateIndex("IX_Donations_Donations_DonorId_Id", Table, ["DonorId", "Id"]);
        migrationBuilder.CreateIndex("IX_Donations_Donations_DonorEmailHash", Table, "DonorEmailHash");
        migrationBuilder.CreateIndex("IX_Donations_Donations_MessageState_Id", Table, ["MessageState", "Id"], filter: "\"MessageState\" = 1");
        migrationBuilder.CreateIndex("IX_Donations_Donations_State_Id", Table, ["State", "Id"], filter: "\"State\" IN ('held', 'processing', 'quarantined')");
    }

    private static void CreateOfflineGifts(MigrationBuilder migrationBuilder)
    {
        const string Table = "Donations_OfflineGifts";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                FundId = table.Column<Guid>(),
                Source = table.Column<int>(),
                AmountMinor = table.Column<long>(),
                Currency = table.Column<string>(maxLength: 3),
                ReceivedOn = table.Column<DateOnly>(),
                DonorName = table.Column<string>(maxLength: 50),
                DonorEmail = table.Column<string>(nullable: true),
                DonorEmailHash = table.Column<byte[]>(maxLength: 32, nullable: true),
                IsAnonymous = table.Column<bool>(),
                FirstWitness = table.Column<string>(maxLength: 50, nullable: true),
                SecondWitness = table.Column<string>(maxLength: 50, nullable: true),
                BankReference = table.Column<string>(maxLength: 64, nullable: true),
                ReceiptWaived = table.Column<bool>(),
                EnteredById = table.Column<Guid>(nullable: true),
                EnteredByName = table.Column<string>(maxLength: 200),
                EnteredUtc = table.Column<DateTime>(),
                DecidedById = table.Column<Guid>(nullable: true),
                DecidedByName = table.Column<string>(maxLength: 200, nullable: true),
                DecidedUtc = table.Column<DateTime>(nullable: true),
                DeclineReason = table.Column<string>(maxLength: 500, nullable: true),
                DonationId = table.Column<Guid>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Donations_OfflineGifts", row => row.Id);
                table.CheckConstraint("CK_Donations_OfflineGifts_Amount", "\"AmountMinor\" > 0");
            });
        migrationBuilder.CreateIndex("IX_Donations_OfflineGifts_BankReference", Table, "BankReference", unique: true, filter: "\"State\" <> 'declined'");
        migrationBuilder.CreateIndex("IX_Donations_OfflineGifts_State_Id", Table, ["State", "Id"]);
        migrationBuilder.CreateIndex("IX_Donations_OfflineGifts_DonorEmailHash", Table, "DonorEmailHash");
    }
}
