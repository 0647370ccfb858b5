using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261124040000_Ventures_Projects")]
internal sealed class VenturesProjects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateProjects(migrationBuilder);
        CreateParts(migrationBuilder);
        CreateInstalments(migrationBuilder);
        CreateDuties(migrationBuilder);
        CreateAgreements(migrationBuilder);
    }

    private static void CreateProjects(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Projects",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                Slug = table.Column<string>(maxLength: 70),
                CallId = table.Column<Guid>(nullable: true),
                SubmissionId = table.Column<Guid>(nullable: true),
                OrganisationId = table.Column<Guid>(),
                Title = table.Column<string>(),
                Summary = table.Column<string>(),
                Currency = table.Column<string>(maxLength: 3),
                AwardedMinor = table.Column<long>(),
                AwardedUtc = table.Column<DateTime>(),
                Year = table.Column<int>(),
                RunsFrom = table.Column<DateOnly>(),
                RunsUntil = table.Column<DateOnly>(),
                MidTermOn = table.Column<DateOnly>(nullable: true),
                IsMidTermAsked = table.Column<bool>(),
                ReportEveryMonths = table.Column<int>(),
                PlannedActivities = table.Column<int>(),
                PlannedPeople = table.Column<int>(),
                Milestones = table.Column<string>(),
                Budget = table.Column<string>(),
                MarkTenths = table.Column<int>(nullable: true),
                Outcome = table.Column<string>(nullable: true),
                IsImported = table.Column<bool>(),
                Figures_Activities = table.Column<int>(),
                Figures_People = table.Column<int>(),
                Figures_SocialWorkers = table.Column<int>(),
                Figures_Volunteers = table.Column<int>(),
                Figures_VolunteerMinutes = table.Column<int>(),
                Figures_SpentMinor = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("PK_Ventures_Projects", row => row.Id));
        migrationBuilder.CreateIndex("IX_Ventures_Projects_Slug", "Ventures_Projects", "Slug", unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Projects_SubmissionId", "Ventures_Projects", "SubmissionId", unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Projects_OrganisationId_State", "Ventures_Projects", ["OrganisationId", "State"]);
        migrationBuilder.CreateIndex("IX_Ventures_Projects_State_RunsUntil", "Ventures_Projects", ["State", "RunsUntil"]);
        migrationBuilder.CreateIndex("IX_Ventures_Projects_Year_Id", "Ventures_Projects", ["Year", "Id"]);
        migrationBuilder.CreateIndex("IX_Ventures_Projects_CallId_Id", "Ventures_Projects", ["CallId", "Id"]);
    }

    private static void CreateParts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_ProjectAreas",
            table => new
            {
                ProjectId = table.Column<Guid>(),
                AreaCode = table.Column<string>(maxLength: 50),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_ProjectAreas", row => new { row.ProjectId, row.AreaCode });
                table.ForeignKey("FK_Ventures_ProjectAreas_Ventures_Projects_ProjectId", row => row.ProjectId, "Ventures_Projects", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_ProjectAreas_AreaCode", "Ventures_ProjectAreas", "AreaCode");
        migrationBuilder.CreateTable(
            "Ventures_ProjectSources",
            table => new
            {
                ProjectId = table.Column<Guid>(),
                Number = table.Column<int>(),
                FundSlug = table.Column<string>(maxLength: 60, nullable: true),
                Name = table.Column<string>(nullable: true),
                AmountMinor = table.Column<long>(),
                ReservationId = table.Column<Guid>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_ProjectSources", row => new { row.ProjectId, row.Number });
                table.ForeignKey("FK_Ventures_ProjectSources_Ventures_Projects_ProjectId", row => row.ProjectId, "Ventures_Projects", "Id", onDelete: ReferentialAction.Cascade);
            });
    }

    private static void CreateInstalments(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Instalments",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                ProjectId = table.Column<Guid>(),
                Number = table.Column<int>(),
                Name = table.Column<string>(),
                Percent = table.Column<int>(),
                AmountMinor = table.Column<long>(),
                Conditions = table.Column<string>(),
                DueSinceUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Instalments", row => row.Id);
                table.ForeignKey("FK_Ventures_Instalments_Ventures_Projects_ProjectId", row => row.ProjectId, "Ventures_Projects", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Instalments_ProjectId_Number", "Ventures_Instalments", ["ProjectId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Instalments_State_DueSinceUtc", "Ventures_Instalments", ["State", "DueSinceUtc"]);
    }

    private static void CreateDuties(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Duties",
            table => new
            {
                Id = table.Column<Guid>(),
                SubjectId = table.Column<Guid>(),
                UserId = table.Column<Guid>(),
                Duty = table.Column<string>(maxLength: 30),
                SinceUtc = table.Column<DateTime>(),
            },
            constraints: table => table.PrimaryKey("PK_Ventures_Duties", row => row.Id));
        migrationBuilder.CreateIndex("IX_Ventures_Duties_SubjectId_UserId_Duty", "Ventures_Duties", ["SubjectId", "UserId", "Duty"], unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Duties_UserId", "Ventures_Duties", "UserId");
    }

    private static void CreateAgreements(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Agreements",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                ProjectId = table.Column<Guid>(),
                Number = table.Column<int>(),
                Text = table.Column<string>(),
                PublicText = table.Column<string>(),
                Sha256 = table.Column<string>(maxLength: 64),
                OfferedUtc = table.Column<DateTime>(),
                Organisation = table.Column<string>(nullable: true),
                Bureau = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Agreements", row => row.Id);
                table.ForeignKey("FK_Ventures_Agreements_Ventures_Projects_ProjectId", row => row.ProjectId, "Ventures_Projects", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Agreements_ProjectId_Number", "Ventures_Agreements", ["ProjectId", "Number"], unique: true);
    }
}
