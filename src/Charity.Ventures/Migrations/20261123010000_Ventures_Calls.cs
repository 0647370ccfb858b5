using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261123010000_Ventures_Calls")]
internal sealed class VenturesCalls : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateCalls(migrationBuilder);
        CreateForms(migrationBuilder);
        CreateAmendments(migrationBuilder);
        CreateQuestions(migrationBuilder);
    }

    private static void CreateCalls(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_Calls",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                Slug = table.Column<string>(maxLength: 60),
                Title = table.Column<string>(),
                Design = table.Column<string>(),
                OpensUtc = table.Column<DateTime>(nullable: true),
                ClosesUtc = table.Column<DateTime>(nullable: true),
                Revision = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_Ventures_Calls", row => row.Id));
        migrationBuilder.CreateIndex("IX_Ventures_Calls_Slug", "Ventures_Calls", "Slug", unique: true);
        migrationBuilder.CreateIndex("IX_Ventures_Calls_State_ClosesUtc", "Ventures_Calls", ["State", "ClosesUtc"]);
    }

    private static void CreateForms(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Ventures_CallForms",
        table => new
        {
            CallId = table.Column<Guid>(),
            Number = table.Column<int>(),
            Definition = table.Column<string>(),
            SinceUtc = table.Column<DateTime>(nullable: true),
        },
        constraints: table =>
        {
            table.PrimaryKey("PK_Ventures_CallForms", row => new { row.CallId, row.Number });
            table.ForeignKey("FK_Ventures_CallForms_Ventures_Calls_CallId", row => row.CallId, "Ventures_Calls", "Id", onDelete: ReferentialAction.Cascade);
        });

    private static void CreateAmendments(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_CallAmendments",
            table => new
            {
                Id = table.Column<Guid>(),
                CallId = table.Column<Guid>(),
                What = table.Column<string>(),
                PublishedUtc = table.Column<DateTime>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_CallAmendments", row => row.Id);
                table.ForeignKey("FK_Ventures_CallAmendments_Ventures_Calls_CallId", row => row.CallId, "Ventures_Calls", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_CallAmendments_CallId", "Ventures_CallAmendments", "CallId");
    }

    private static void CreateQuestions(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_CallQuestions",
            table => new
            {
                Id = table.Column<Guid>(),
                CallId = table.Column<Guid>(),
                AskedById = table.Column<Guid>(nullable: true),
                Question = table.Column<string>(maxLength: 500),
                AskedUtc = table.Column<DateTime>(),
                Answer = table.Column<string>(nullable: true),
                AnsweredUtc = table.Column<DateTime>(nullable: true),
                CorrectedUtc = table.Column<DateTime>(nullable: true),
                IsDismissed = table.Column<bool>(),
                AnsweredByName = table.Column<string>(maxLength: 100, nullable: true),
                Version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_CallQuestions", row => row.Id);
                table.ForeignKey("FK_Ventures_CallQuestions_Ventures_Calls_CallId", row => row.CallId, "Ventures_Calls", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_CallQuestions_CallId_AskedUtc", "Ventures_CallQuestions", ["CallId", "AskedUtc"]);
    }
}
