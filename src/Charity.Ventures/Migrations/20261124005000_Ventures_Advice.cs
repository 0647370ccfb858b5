using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261124005000_Ventures_Advice")]
internal sealed class VenturesAdvice : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_AdviceNotes",
            table => new
            {
                Id = table.Column<Guid>(),
                SubmissionId = table.Column<Guid>(),
                Section = table.Column<int>(),
                Text = table.Column<string>(maxLength: 1000),
                ById = table.Column<Guid>(nullable: true),
                ByName = table.Column<string>(maxLength: 100),
                WrittenUtc = table.Column<DateTime>(),
                SentUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_AdviceNotes", row => row.Id);
                table.ForeignKey("FK_Ventures_AdviceNotes_Ventures_Submissions_SubmissionId", row => row.SubmissionId, "Ventures_Submissions", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_AdviceNotes_SubmissionId_Section", "Ventures_AdviceNotes", ["SubmissionId", "Section"]);
        migrationBuilder.CreateIndex("IX_Ventures_AdviceNotes_ById", "Ventures_AdviceNotes", "ById");
    }
}
