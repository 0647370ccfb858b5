using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261124042000_Ventures_Evaluations")]
internal sealed class VenturesEvaluations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateEvaluations(migrationBuilder);
        CreateAssessments(migrationBuilder);
        CreateReports(migrationBuilder);
    }

    private static void CreateEvaluations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Evaluations",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                ProjectId = table.Column<Guid>(),
                Kind = table.Column<string>(maxLength: 20),
                Round = table.Column<int>(),
                DueOn = table.Column<DateOnly>(),
                GraceUntil = table.Column<DateOnly>(),
                PassMark = table.Column<int>(),
                Criteria = table.Column<string>(),
                Report = table.Column<string>(maxLength: 10000, nullable: true),
                SinceUtc = table.Column<DateTime>(),
                MarkTenths = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Evaluations", row => row.Id);
                table.ForeignKey("FK_Ventures_Evaluations_Ventures_Projects_ProjectId", row => row.ProjectId, "Ventures_Projects", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Evaluations_ProjectId_Kind", "Ventures_Evaluations", ["ProjectId", "Kind"], unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Evaluations_State_GraceUntil", "Ventures_Evaluations", ["State", "GraceUntil"]);
    }

    private static void CreateAssessments(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Assessments",
            table => new
            {
                Id = table.Column<Guid>(),
                EvaluationId = table.Column<Guid>(),
                Round = table.Column<int>(),
                UserId = table.Column<Guid>(),
                Name = table.Column<string>(maxLength: 100),
                Marks = table.Column<string>(),
                Comment = table.Column<string>(maxLength: 2000, nullable: true),
                TotalTenths = table.Column<int>(nullable: true),
                HandedInUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Assessments", row => row.Id);
                table.ForeignKey("FK_Ventures_Assessments_Ventures_Evaluations_EvaluationId", row => row.EvaluationId, "Ventures_Evaluations", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Assessments_EvaluationId_Round_UserId", "Ventures_Assessments", ["EvaluationId", "Round", "UserId"], unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Assessments_UserId", "Ventures_Assessments", "UserId");
    }

    private static void CreateReports(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Ventures_ProgressReports",
        table => new
        {
            ProjectId = table.Column<Guid>(),
            Number = table.Column<int>(),
            DueOn = table.Column<DateOnly>(),
            Text = table.Column<string>(maxLength: 10000),
            HandedInUtc = table.Column<DateTime>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("PK_Ventures_ProgressReports", row => new { row.ProjectId, row.Number });
            table.ForeignKey("FK_Ventures_ProgressReports_Ventures_Projects_ProjectId", row => row.ProjectId, "Ventures_Projects", "Id", onDelete: ReferentialAction.Cascade);
        });
}
