using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

/// <summary>Calls of finished years that a list tells of.</summary>
[DbContext(typeof(CharityDbContext))]
[Migration("20261125000000_Ventures_Years")]
internal sealed class VenturesYears : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<bool>("IsImported", "Ventures_Calls", defaultValue: false);
}
