using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261127110000_Ventures_LoweredAwards")]
internal sealed class VenturesLoweredAwards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("LessMinor", "Ventures_ChangeRequests", nullable: true);
        migrationBuilder.AddColumn<string>("Parts", "Ventures_Instalments", nullable: true);
    }
}
