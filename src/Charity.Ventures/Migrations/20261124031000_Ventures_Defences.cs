using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261124031000_Ventures_Defences")]
internal sealed class VenturesDefences : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateDays(migrationBuilder);
        CreateSlots(migrationBuilder);
        CreateJurors(migrationBuilder);
        CreateScores(migrationBuilder);
    }

    private static void CreateDays(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_DefenceDays",
            table => new
            {
                Id = table.Column<Guid>(),
                CallId = table.Column<Guid>(),
                Day = table.Column<DateOnly>(),
                Place = table.Column<string>(maxLength: 200),
                Link = table.Column<string>(maxLength: 300, nullable: true),
                Order = table.Column<string>(maxLength: 20),
                Seed = table.Column<int>(),
                PublishedUtc = table.Column<DateTime>(nullable: true),
                Version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_DefenceDays", row => row.Id);
                table.ForeignKey("FK_Ventures_DefenceDays_Ventures_Calls_CallId", row => row.CallId, "Ventures_Calls", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ventures_DefenceDays_CallId", "Ventures_DefenceDays", "CallId");
    }

    private static void CreateSlots(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_DefenceSlots",
            table => new
            {
                Id = table.Column<Guid>(),
                DayId = table.Column<Guid>(),
                Place = table.Column<int>(),
                SubmissionId = table.Column<Guid>(),
                StartsUtc = table.Column<DateTime>(),
                EndsUtc = table.Column<DateTime>(),
                LockedUtc = table.Column<DateTime>(nullable: true),
                IsApplicantAbsent = table.Column<bool>(),
                Version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_DefenceSlots", row => row.Id);
                table.ForeignKey("FK_Ventures_DefenceSlots_Ventures_DefenceDays_DayId", row => row.DayId, "Ventures_DefenceDays", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_Ventures_DefenceSlots_Ventures_Submissions_SubmissionId", row => row.SubmissionId, "Ventures_Submissions", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ventures_DefenceSlots_DayId", "Ventures_DefenceSlots", "DayId");
        migrationBuilder.CreateIndex("IX_Ventures_DefenceSlots_SubmissionId", "Ventures_DefenceSlots", "SubmissionId", unique: true);
    }

    private static void CreateJurors(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_DefenceJurors",
            table => new
            {
                DayId = table.Column<Guid>(),
                UserId = table.Column<Guid>(),
                Name = table.Column<string>(maxLength: 100),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_DefenceJurors", row => new { row.DayId, row.UserId });
                table.ForeignKey("FK_Ventures_DefenceJurors_Ventures_DefenceDays_DayId", row => row.DayId, "Ventures_DefenceDays", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_DefenceJurors_UserId", "Ventures_DefenceJurors", "UserId");
    }

    private static void CreateScores(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Ventures_DefenceScores",
        table => new
        {
            SlotId = table.Column<Guid>(),
            UserId = table.Column<Guid>(),
            Points = table.Column<string>(),
            Comment = table.Column<string>(maxLength: 500, nullable: true),
            HasLeft = table.Column<bool>(),
            SavedUtc = table.Column<DateTime>(),
            Version = table.Column<int>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("PK_Ventures_DefenceScores", row => new { row.SlotId, row.UserId });
            table.ForeignKey("FK_Ventures_DefenceScores_Ventures_DefenceSlots_SlotId", row => row.SlotId, "Ventures_DefenceSlots", "Id", onDelete: ReferentialAction.Cascade);
        });
}
