using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261124030000_Ventures_Decisions")]
internal sealed class VenturesDecisions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateSelections(migrationBuilder);
        CreateRows(migrationBuilder);
        CreateSignatures(migrationBuilder);
        CreateNotices(migrationBuilder);
        CreateEntries(migrationBuilder);
        CreateObjections(migrationBuilder);
    }

    private static void CreateSelections(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Selections",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                CallId = table.Column<Guid>(),
                Round = table.Column<string>(maxLength: 20),
                Revision = table.Column<int>(),
                Line = table.Column<string>(),
                Minutes = table.Column<string>(nullable: true),
                MinutesSha256 = table.Column<string>(maxLength: 64, nullable: true),
                PublishedUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Selections", row => row.Id);
                table.ForeignKey("FK_Ventures_Selections_Ventures_Calls_CallId", row => row.CallId, "Ventures_Calls", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Selections_CallId_Round", "Ventures_Selections", ["CallId", "Round"], unique: true);
    }

    private static void CreateRows(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_SelectionRows",
            table => new
            {
                SelectionId = table.Column<Guid>(),
                SubmissionId = table.Column<Guid>(),
                Outcome = table.Column<string>(maxLength: 20),
                AmountMinor = table.Column<long>(),
                Note = table.Column<string>(maxLength: 500, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_SelectionRows", row => new { row.SelectionId, row.SubmissionId });
                table.ForeignKey("FK_Ventures_SelectionRows_Ventures_Selections_SelectionId", row => row.SelectionId, "Ventures_Selections", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_Ventures_SelectionRows_Ventures_Submissions_SubmissionId", row => row.SubmissionId, "Ventures_Submissions", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ventures_SelectionRows_SubmissionId", "Ventures_SelectionRows", "SubmissionId");
    }

    private static void CreateSignatures(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_MinutesSignatures",
            table => new
            {
                Id = table.Column<Guid>(),
                SelectionId = table.Column<Guid>(),
                UserId = table.Column<Guid>(),
                Name = table.Column<string>(maxLength: 100),
                Sha256 = table.Column<string>(maxLength: 64),
                SignedUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_MinutesSignatures", row => row.Id);
                table.ForeignKey("FK_Ventures_MinutesSignatures_Ventures_Selections_SelectionId", row => row.SelectionId, "Ventures_Selections", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_MinutesSignatures_SelectionId_UserId_Sha256", "Ventures_MinutesSignatures", ["SelectionId", "UserId", "Sha256"], unique: true);
    }

    private static void CreateNotices(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_AwardNotices",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                CallId = table.Column<Guid>(),
                Slug = table.Column<string>(maxLength: 72),
                Number = table.Column<int>(),
                PublishedUtc = table.Column<DateTime>(),
                PublishedById = table.Column<Guid>(nullable: true),
                WorkingDays = table.Column<int>(),
                LastDay = table.Column<DateOnly>(),
                EndsUtc = table.Column<DateTime>(),
                Text = table.Column<string>(),
                Sha256 = table.Column<string>(maxLength: 64),
                ReplacesId = table.Column<Guid>(nullable: true),
                Reason = table.Column<string>(maxLength: 500, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_AwardNotices", row => row.Id);
                table.ForeignKey("FK_Ventures_AwardNotices_Ventures_Calls_CallId", row => row.CallId, "Ventures_Calls", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ventures_AwardNotices_Slug", "Ventures_AwardNotices", "Slug", unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_AwardNotices_CallId_Number", "Ventures_AwardNotices", ["CallId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_AwardNotices_State_EndsUtc", "Ventures_AwardNotices", ["State", "EndsUtc"]);
    }

    private static void CreateEntries(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_AwardNoticeEntries",
            table => new
            {
                NoticeId = table.Column<Guid>(),
                SubmissionId = table.Column<Guid>(),
                Place = table.Column<int>(),
                Number = table.Column<int>(),
                Title = table.Column<string>(maxLength: 60),
                OrganisationName = table.Column<string>(maxLength: 200),
                CreditCode = table.Column<string>(maxLength: 18),
                AreaName = table.Column<string>(maxLength: 200),
                AmountMinor = table.Column<long>(),
                Parts = table.Column<string>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_AwardNoticeEntries", row => new { row.NoticeId, row.SubmissionId });
                table.ForeignKey("FK_Ventures_AwardNoticeEntries_Ventures_AwardNotices_NoticeId", row => row.NoticeId, "Ventures_AwardNotices", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_Ventures_AwardNoticeEntries_SubmissionId", row => row.SubmissionId, "Ventures_Submissions", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ventures_AwardNoticeEntries_SubmissionId", "Ventures_AwardNoticeEntries", "SubmissionId");
    }

    private static void CreateObjections(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Objections",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                NoticeId = table.Column<Guid>(),
                SubmissionId = table.Column<Guid>(),
                CodeFingerprint = table.Column<string>(maxLength: 64),
                IsProtected = table.Column<bool>(),
                Name = table.Column<string>(nullable: true),
                Contact = table.Column<string>(nullable: true),
                Text = table.Column<string>(maxLength: 4000),
                RaisedUtc = table.Column<DateTime>(),
                AnswerBy = table.Column<DateOnly>(),
                ExaminedById = table.Column<Guid>(nullable: true),
                Answer = table.Column<string>(maxLength: 2000, nullable: true),
                AnsweredUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Objections", row => row.Id);
                table.ForeignKey("FK_Ventures_Objections_Ventures_AwardNotices_NoticeId", row => row.NoticeId, "Ventures_AwardNotices", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Ventures_Objections_Ventures_Submissions_SubmissionId", row => row.SubmissionId, "Ventures_Submissions", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Objections_CodeFingerprint", "Ventures_Objections", "CodeFingerprint", unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Objections_NoticeId", "Ventures_Objections", "NoticeId");
        migrationBuilder.CreateIndex("IX_Ventures_Objections_SubmissionId", "Ventures_Objections", "SubmissionId");
        migrationBuilder.CreateIndex("IX_Ventures_Objections_State_AnswerBy", "Ventures_Objections", ["State", "AnswerBy"]);
    }
}
