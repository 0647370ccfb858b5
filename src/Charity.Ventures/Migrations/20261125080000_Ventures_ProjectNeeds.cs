using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261125080000_Ventures_ProjectNeeds")]
internal sealed class VenturesProjectNeeds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Ventures_ProjectNeeds",
            table => new
            {
                ProjectId = table.Column<Guid>(),
                NeedId = table.Column<Guid>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Ventures_ProjectNeeds", row => new { row.ProjectId, row.NeedId });
                table.ForeignKey("FK_Ventures_ProjectNeeds_Ventures_Projects_ProjectId", row => row.ProjectId, "Ventures_Projects", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_Ventures_ProjectNeeds_Ventures_Needs_NeedId", row => row.NeedId, "Ventures_Needs", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Ventures_ProjectNeeds_NeedId", "Ventures_ProjectNeeds", "NeedId");
    }
}
