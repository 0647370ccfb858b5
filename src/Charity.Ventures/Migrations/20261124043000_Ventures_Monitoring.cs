using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261124043000_Ventures_Monitoring")]
internal sealed class VenturesMonitoring : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateVisits(migrationBuilder);
        CreateFindings(migrationBuilder);
        CreateSurveys(migrationBuilder);
        migrationBuilder.AddColumn<int>("Figures_Surveys", "Ventures_Projects", defaultValue: 0);
        migrationBuilder.AddColumn<int>("Figures_SurveyPoints", "Ventures_Projects", defaultValue: 0);
        CreateChanges(migrationBuilder);
    }

    private static void CreateVisits(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_SiteVisits",
            table => new
            {
                Id = table.Column<Guid>(),
                ProjectId = table.Column<Guid>(),
                VisitedOn = table.Column<DateOnly>(),
                Checklist = table.Column<string>(),
                Summary = table.Column<string>(maxLength: 4000),
                VisitorName = table.Column<string>(maxLength: 50),
                RepresentativeName = table.Column<string>(maxLength: 50),
                SentUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_SiteVisits", row => row.Id);
                table.ForeignKey("FK_Ventures_SiteVisits_Ventures_Projects_ProjectId", row => row.ProjectId, "Ventures_Projects", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_SiteVisits_ProjectId_VisitedOn", "Ventures_SiteVisits", ["ProjectId", "VisitedOn"]);
    }

    private static void CreateFindings(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Findings",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                ProjectId = table.Column<Guid>(),
                VisitId = table.Column<Guid>(),
                Text = table.Column<string>(maxLength: 500),
                DueOn = table.Column<DateOnly>(),
                OpenedUtc = table.Column<DateTime>(),
                Answer = table.Column<string>(maxLength: 2000, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Findings", row => row.Id);
                table.ForeignKey("FK_Ventures_Findings_Ventures_SiteVisits_VisitId", row => row.VisitId, "Ventures_SiteVisits", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Findings_ProjectId_State", "Ventures_Findings", ["ProjectId", "State"]);
        migrationBuilder.CreateIndex("IX_Ventures_Findings_VisitId", "Ventures_Findings", "VisitId");
    }

    private static void CreateSurveys(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_SurveyAnswers",
            table => new
            {
                Id = table.Column<Guid>(),
                ActivityId = table.Column<Guid>(),
                DeviceFingerprint = table.Column<byte[]>(maxLength: 32),
                AddressFingerprint = table.Column<byte[]>(maxLength: 32),
                Points = table.Column<int>(),
                Comment = table.Column<string>(maxLength: 500, nullable: true),
                IsSuspicious = table.Column<bool>(),
                AtUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_SurveyAnswers", row => row.Id);
                table.ForeignKey("FK_Ventures_SurveyAnswers_Ventures_Activities_ActivityId", row => row.ActivityId, "Ventures_Activities", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_SurveyAnswers_ActivityId_DeviceFingerprint", "Ventures_SurveyAnswers", ["ActivityId", "DeviceFingerprint"], unique: true);
    }

    private static void CreateChanges(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_ChangeRequests",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                ProjectId = table.Column<Guid>(),
                Kind = table.Column<string>(maxLength: 20),
                Reason = table.Column<string>(maxLength: 2000),
                RunsUntil = table.Column<DateOnly>(nullable: true),
                Budget = table.Column<string>(nullable: true),
                Answer = table.Column<string>(maxLength: 500, nullable: true),
                AskedUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_ChangeRequests", row => row.Id);
                table.ForeignKey("FK_Ventures_ChangeRequests_Ventures_Projects_ProjectId", row => row.ProjectId, "Ventures_Projects", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_ChangeRequests_ProjectId_State", "Ventures_ChangeRequests", ["ProjectId", "State"]);
    }
}
