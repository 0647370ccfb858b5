using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261124000000_Ventures_Submissions")]
internal sealed class VenturesSubmissions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateSubmissions(migrationBuilder);
        CreateVersions(migrationBuilder);
    }

    private static void CreateSubmissions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Submissions",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                CallId = table.Column<Guid>(),
                OrganisationId = table.Column<Guid>(),
                Number = table.Column<int>(nullable: true),
                FormNumber = table.Column<int>(),
                Title = table.Column<string>(maxLength: 60),
                Answers = table.Column<string>(),
                AskedMinor = table.Column<long>(),
                BegunUtc = table.Column<DateTime>(),
                SavedUtc = table.Column<DateTime>(),
                SavedById = table.Column<Guid>(),
                SavedByName = table.Column<string>(maxLength: 100),
                SubmittedUtc = table.Column<DateTime>(nullable: true),
                AnswerOn = table.Column<DateOnly>(nullable: true),
                ReviseBy = table.Column<DateOnly>(nullable: true),
                RemindedOf = table.Column<DateOnly>(nullable: true),
                Eligibility = table.Column<string>(),
                Revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Submissions", row => row.Id);
                table.ForeignKey("FK_Ventures_Submissions_Ventures_Calls_CallId", row => row.CallId, "Ventures_Calls", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Submissions_CallId_Number", "Ventures_Submissions", ["CallId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Submissions_CallId_State", "Ventures_Submissions", ["CallId", "State"]);
        migrationBuilder.CreateIndex("IX_Ventures_Submissions_OrganisationId_CallId", "Ventures_Submissions", ["OrganisationId", "CallId"]);
        migrationBuilder.CreateIndex("IX_Ventures_Submissions_State_ReviseBy", "Ventures_Submissions", ["State", "ReviseBy"]);
    }

    private static void CreateVersions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_SubmissionVersions",
            table => new
            {
                Id = table.Column<Guid>(),
                SubmissionId = table.Column<Guid>(),
                IsSubmitted = table.Column<bool>(),
                Title = table.Column<string>(maxLength: 60),
                Answers = table.Column<string>(),
                AskedMinor = table.Column<long>(),
                SavedByName = table.Column<string>(maxLength: 100),
                SavedUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_SubmissionVersions", row => row.Id);
                table.ForeignKey("FK_Ventures_SubmissionVersions_SubmissionId", row => row.SubmissionId, "Ventures_Submissions", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_SubmissionVersions_SubmissionId_SavedUtc", "Ventures_SubmissionVersions", ["SubmissionId", "SavedUtc"]);
    }
}
