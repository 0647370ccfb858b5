using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261125081000_Ventures_StageTimes")]
internal sealed class VenturesStageTimes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Ventures_StageTimes",
        table => new
        {
            CallId = table.Column<Guid>(),
            Stage = table.Column<string>(maxLength: 20),
            CallState = table.Column<string>(maxLength: 50),
            Count = table.Column<int>(),
            MedianMinutes = table.Column<int>(),
            InTime = table.Column<int>(nullable: true),
        },
        constraints: table =>
        {
            table.PrimaryKey("PK_Ventures_StageTimes", row => new { row.CallId, row.Stage });
            table.ForeignKey("FK_Ventures_StageTimes_Ventures_Calls_CallId", row => row.CallId, "Ventures_Calls", "Id", onDelete: ReferentialAction.Cascade);
        });
}
