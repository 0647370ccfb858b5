using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261124041000_Ventures_Activities")]
internal sealed class VenturesActivities : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateActivities(migrationBuilder);
        CreateVolunteers(migrationBuilder);
        CreateSignIns(migrationBuilder);
        CreateExpenses(migrationBuilder);
    }

    private static void CreateActivities(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Activities",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                ProjectId = table.Column<Guid>(),
                Title = table.Column<string>(maxLength: 100),
                Place = table.Column<string>(maxLength: 100),
                Text = table.Column<string>(maxLength: 4000, nullable: true),
                StartsUtc = table.Column<DateTime>(),
                EndsUtc = table.Column<DateTime>(),
                SignInKey = table.Column<string>(maxLength: 32),
                SignedIn = table.Column<int>(),
                ReturnReason = table.Column<string>(maxLength: 500, nullable: true),
                Revision = table.Column<int>(),
                Figures_Sessions = table.Column<int>(),
                Figures_People = table.Column<int>(),
                Figures_SocialWorkers = table.Column<int>(),
                Figures_Volunteers = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Activities", row => row.Id);
                table.ForeignKey("FK_Ventures_Activities_Ventures_Projects_ProjectId", row => row.ProjectId, "Ventures_Projects", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Activities_ProjectId_StartsUtc", "Ventures_Activities", ["ProjectId", "StartsUtc"]);
        migrationBuilder.CreateIndex("IX_Ventures_Activities_SignInKey", "Ventures_Activities", "SignInKey", unique: true);
    }

    private static void CreateVolunteers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_VolunteerHours",
            table => new
            {
                Id = table.Column<Guid>(),
                ActivityId = table.Column<Guid>(),
                Name = table.Column<string>(),
                Minutes = table.Column<int>(),
                Code = table.Column<string>(maxLength: 20),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_VolunteerHours", row => row.Id);
                table.ForeignKey("FK_Ventures_VolunteerHours_Ventures_Activities_ActivityId", row => row.ActivityId, "Ventures_Activities", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_VolunteerHours_ActivityId", "Ventures_VolunteerHours", "ActivityId");
        migrationBuilder.CreateIndex("IX_Ventures_VolunteerHours_Code", "Ventures_VolunteerHours", "Code", unique: true);
    }

    private static void CreateSignIns(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_SignIns",
            table => new
            {
                Id = table.Column<Guid>(),
                ActivityId = table.Column<Guid>(),
                Name = table.Column<string>(),
                DeviceFingerprint = table.Column<byte[]>(maxLength: 32),
                PersonFingerprint = table.Column<byte[]>(maxLength: 32),
                AtUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_SignIns", row => row.Id);
                table.ForeignKey("FK_Ventures_SignIns_Ventures_Activities_ActivityId", row => row.ActivityId, "Ventures_Activities", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_SignIns_ActivityId_DeviceFingerprint", "Ventures_SignIns", ["ActivityId", "DeviceFingerprint"], unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_SignIns_ActivityId_PersonFingerprint", "Ventures_SignIns", ["ActivityId", "PersonFingerprint"], unique: true);
    }

    private static void CreateExpenses(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Expenses",
            table => new
            {
                Id = table.Column<Guid>(),
                ProjectId = table.Column<Guid>(),
                Head = table.Column<string>(maxLength: 50),
                What = table.Column<string>(maxLength: 200),
                Day = table.Column<DateOnly>(),
                AmountMinor = table.Column<long>(),
                IsVoid = table.Column<bool>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Expenses", row => row.Id);
                table.ForeignKey("FK_Ventures_Expenses_Ventures_Projects_ProjectId", row => row.ProjectId, "Ventures_Projects", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Expenses_ProjectId_Id", "Ventures_Expenses", ["ProjectId", "Id"]);
    }
}
