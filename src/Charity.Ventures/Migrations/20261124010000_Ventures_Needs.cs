using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261124010000_Ventures_Needs")]
internal sealed class VenturesNeeds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateNeeds(migrationBuilder);
        CreateWishes(migrationBuilder);
        CreateClaims(migrationBuilder);
        migrationBuilder.CreateTable(
            "Ventures_WishFigures",
            table => new
            {
                Year = table.Column<int>(),
                AreaCode = table.Column<string>(maxLength: 60),
                Fulfilled = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_Ventures_WishFigures", row => new { row.Year, row.AreaCode }));
    }

    private static void CreateNeeds(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Needs",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                Slug = table.Column<string>(maxLength: 100, nullable: true),
                AreaCode = table.Column<string>(maxLength: 60),
                Category = table.Column<string>(maxLength: 60),
                Title = table.Column<string>(),
                Who = table.Column<string>(nullable: true),
                People = table.Column<int>(nullable: true),
                Lacking = table.Column<string>(nullable: true),
                Evidence = table.Column<string>(nullable: true),
                Help = table.Column<string>(nullable: true),
                WishedBy = table.Column<DateOnly>(nullable: true),
                CallId = table.Column<Guid>(nullable: true),
                PostedById = table.Column<Guid>(nullable: true),
                PublishedUtc = table.Column<DateTime>(nullable: true),
                ReturnReason = table.Column<string>(maxLength: 500, nullable: true),
                Outcome = table.Column<string>(maxLength: 500, nullable: true),
                Revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Needs", row => row.Id);
                table.ForeignKey("FK_Ventures_Needs_Ventures_Calls_CallId", row => row.CallId, "Ventures_Calls", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Needs_Slug", "Ventures_Needs", "Slug", unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Needs_State_Id", "Ventures_Needs", ["State", "Id"]);
        migrationBuilder.CreateIndex("IX_Ventures_Needs_AreaCode_State", "Ventures_Needs", ["AreaCode", "State"]);
        migrationBuilder.CreateIndex("IX_Ventures_Needs_CallId", "Ventures_Needs", "CallId");
    }

    private static void CreateWishes(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Wishes",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                Slug = table.Column<string>(maxLength: 100, nullable: true),
                AreaCode = table.Column<string>(maxLength: 60),
                Who = table.Column<string>(),
                What = table.Column<string>(),
                Why = table.Column<string>(nullable: true),
                ValueMinor = table.Column<long>(),
                Currency = table.Column<string>(maxLength: 3),
                WishedBy = table.Column<DateOnly>(nullable: true),
                Contact = table.Column<string>(maxLength: 200),
                Handover = table.Column<string>(maxLength: 300),
                PostedById = table.Column<Guid>(nullable: true),
                PublishedUtc = table.Column<DateTime>(nullable: true),
                ReturnReason = table.Column<string>(maxLength: 500, nullable: true),
                CloseReason = table.Column<string>(maxLength: 500, nullable: true),
                FulfilledUtc = table.Column<DateTime>(nullable: true),
                Thanks = table.Column<string>(maxLength: 300, nullable: true),
                PhotoId = table.Column<Guid>(nullable: true),
                Revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Wishes", row => row.Id);
                table.CheckConstraint("CK_Ventures_Wishes_Value", "\"ValueMinor\" > 0");
            });
        migrationBuilder.CreateIndex("IX_Ventures_Wishes_Slug", "Ventures_Wishes", "Slug", unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Wishes_State_Id", "Ventures_Wishes", ["State", "Id"]);
        migrationBuilder.CreateIndex("IX_Ventures_Wishes_AreaCode_State", "Ventures_Wishes", ["AreaCode", "State"]);
    }

    private static void CreateClaims(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_WishClaims",
            table => new
            {
                Id = table.Column<Guid>(),
                WishId = table.Column<Guid>(),
                ClaimerId = table.Column<Guid>(nullable: true),
                OrganisationId = table.Column<Guid>(nullable: true),
                ShownName = table.Column<string>(maxLength: 60, nullable: true),
                Contact = table.Column<string>(nullable: true),
                ClaimedUtc = table.Column<DateTime>(),
                DueUtc = table.Column<DateTime>(),
                EndedUtc = table.Column<DateTime>(nullable: true),
                Outcome = table.Column<string>(maxLength: 20),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_WishClaims", row => row.Id);
                table.ForeignKey("FK_Ventures_WishClaims_Ventures_Wishes_WishId", row => row.WishId, "Ventures_Wishes", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_WishClaims_WishId", "Ventures_WishClaims", "WishId", unique: true, filter: "\"EndedUtc\" IS NULL");
        migrationBuilder.CreateIndex("IX_Ventures_WishClaims_ClaimerId_EndedUtc", "Ventures_WishClaims", ["ClaimerId", "EndedUtc"]);
        migrationBuilder.CreateIndex("IX_Ventures_WishClaims_EndedUtc_DueUtc", "Ventures_WishClaims", ["EndedUtc", "DueUtc"]);
    }
}
