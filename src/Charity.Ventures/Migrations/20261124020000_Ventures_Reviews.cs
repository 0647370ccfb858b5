using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261124020000_Ventures_Reviews")]
internal sealed class VenturesReviews : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateReviewers(migrationBuilder);
        CreateInvitations(migrationBuilder);
        CreateInterests(migrationBuilder);
        CreateConflicts(migrationBuilder);
        CreateCallReviewers(migrationBuilder);
        CreateReviews(migrationBuilder);
        CreateRemarks(migrationBuilder);
    }

    private static void CreateReviewers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Reviewers",
            table => new
            {
                Id = table.Column<Guid>(),
                UserId = table.Column<Guid>(),
                Name = table.Column<string>(maxLength: 100),
                Employer = table.Column<string>(maxLength: 200),
                JobTitle = table.Column<string>(maxLength: 100),
                Expertise = table.Column<string>(),
                AvoidedAreas = table.Column<string>(),
                Capacity = table.Column<int>(),
                Address = table.Column<string>(maxLength: 200),
                Telephone = table.Column<string>(),
                TelephoneFingerprint = table.Column<string>(maxLength: 64, nullable: true),
                IdentityFingerprint = table.Column<string>(maxLength: 64, nullable: true),
                AccountFingerprint = table.Column<string>(maxLength: 64, nullable: true),
                IsResting = table.Column<bool>(),
                JoinedUtc = table.Column<DateTime>(),
                Version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_Ventures_Reviewers", row => row.Id));
        migrationBuilder.CreateIndex("IX_Ventures_Reviewers_UserId", "Ventures_Reviewers", "UserId", unique: true);
    }

    private static void CreateInvitations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_ReviewerInvitations",
            table => new
            {
                Id = table.Column<Guid>(),
                Name = table.Column<string>(maxLength: 100),
                Email = table.Column<string>(nullable: true),
                EmailFingerprint = table.Column<byte[]>(maxLength: 32),
                TokenHash = table.Column<byte[]>(maxLength: 32),
                InvitedByName = table.Column<string>(maxLength: 100),
                CreatedUtc = table.Column<DateTime>(),
                EndedUtc = table.Column<DateTime>(nullable: true),
                Version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_Ventures_ReviewerInvitations", row => row.Id));
        migrationBuilder.CreateIndex("IX_Ventures_ReviewerInvitations_TokenHash", "Ventures_ReviewerInvitations", "TokenHash", unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_ReviewerInvitations_EmailFingerprint", "Ventures_ReviewerInvitations", "EmailFingerprint");
    }

    private static void CreateInterests(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_ReviewerInterests",
            table => new
            {
                Id = table.Column<Guid>(),
                ReviewerId = table.Column<Guid>(),
                OrganisationId = table.Column<Guid>(nullable: true),
                OrganisationName = table.Column<string>(maxLength: 200),
                Kind = table.Column<string>(maxLength: 20),
                Since = table.Column<DateOnly>(nullable: true),
                LastDay = table.Column<DateOnly>(nullable: true),
                Note = table.Column<string>(maxLength: 500),
                DeclaredUtc = table.Column<DateTime>(),
                SetAsideByName = table.Column<string>(maxLength: 100, nullable: true),
                SetAsideReason = table.Column<string>(maxLength: 500, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_ReviewerInterests", row => row.Id);
                table.ForeignKey("FK_Ventures_ReviewerInterests_Ventures_Reviewers_ReviewerId", row => row.ReviewerId, "Ventures_Reviewers", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_ReviewerInterests_ReviewerId", "Ventures_ReviewerInterests", "ReviewerId");
    }

    private static void CreateConflicts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_ReviewerConflicts",
            table => new
            {
                Id = table.Column<Guid>(),
                ReviewerId = table.Column<Guid>(),
                OrganisationId = table.Column<Guid>(),
                Reasons = table.Column<string>(),
                FoundUtc = table.Column<DateTime>(),
                RuledOutUtc = table.Column<DateTime>(nullable: true),
                RuledOutByName = table.Column<string>(maxLength: 100, nullable: true),
                RuledOutReason = table.Column<string>(maxLength: 500, nullable: true),
                Version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_ReviewerConflicts", row => row.Id);
                table.ForeignKey("FK_Ventures_ReviewerConflicts_Ventures_Reviewers_ReviewerId", row => row.ReviewerId, "Ventures_Reviewers", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_ReviewerConflicts_ReviewerId_OrganisationId", "Ventures_ReviewerConflicts", ["ReviewerId", "OrganisationId"], unique: true);
    }

    private static void CreateCallReviewers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_CallReviewers",
            table => new
            {
                CallId = table.Column<Guid>(),
                ReviewerId = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 20),
                Capacity = table.Column<int>(),
                InvitedUtc = table.Column<DateTime>(),
                AnsweredUtc = table.Column<DateTime>(nullable: true),
                Version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_CallReviewers", row => new { row.CallId, row.ReviewerId });
                table.ForeignKey("FK_Ventures_CallReviewers_Ventures_Calls_CallId", row => row.CallId, "Ventures_Calls", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_Ventures_CallReviewers_Ventures_Reviewers_ReviewerId", row => row.ReviewerId, "Ventures_Reviewers", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_CallReviewers_ReviewerId", "Ventures_CallReviewers", "ReviewerId");
    }

    private static void CreateReviews(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Reviews",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                CallId = table.Column<Guid>(),
                SubmissionId = table.Column<Guid>(),
                OrganisationId = table.Column<Guid>(),
                ReviewerId = table.Column<Guid>(),
                DueOn = table.Column<DateOnly>(),
                AssignedUtc = table.Column<DateTime>(),
                Marks = table.Column<string>(),
                Comment = table.Column<string>(maxLength: 2000),
                SavedUtc = table.Column<DateTime>(nullable: true),
                LockedUtc = table.Column<DateTime>(nullable: true),
                Revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_Reviews", row => row.Id);
                table.ForeignKey("FK_Ventures_Reviews_Ventures_Calls_CallId", row => row.CallId, "Ventures_Calls", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Ventures_Reviews_Ventures_Submissions_SubmissionId", row => row.SubmissionId, "Ventures_Submissions", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Ventures_Reviews_Ventures_Reviewers_ReviewerId", row => row.ReviewerId, "Ventures_Reviewers", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Ventures_Reviews_SubmissionId_ReviewerId", "Ventures_Reviews", ["SubmissionId", "ReviewerId"], unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Reviews_ReviewerId_State_DueOn", "Ventures_Reviews", ["ReviewerId", "State", "DueOn"]);
        migrationBuilder.CreateIndex("IX_Ventures_Reviews_CallId_State", "Ventures_Reviews", ["CallId", "State"]);
    }

    private static void CreateRemarks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_ReviewRemarks",
            table => new
            {
                Id = table.Column<Guid>(),
                SubmissionId = table.Column<Guid>(),
                ReviewId = table.Column<Guid>(),
                Text = table.Column<string>(maxLength: 2000),
                WrittenUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_ReviewRemarks", row => row.Id);
                table.ForeignKey("FK_Ventures_ReviewRemarks_Ventures_Reviews_ReviewId", row => row.ReviewId, "Ventures_Reviews", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_ReviewRemarks_ReviewId", "Ventures_ReviewRemarks", "ReviewId");
        migrationBuilder.CreateIndex("IX_Ventures_ReviewRemarks_SubmissionId", "Ventures_ReviewRemarks", "SubmissionId");
    }
}
