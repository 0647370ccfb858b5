using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

/// <summary>What the site's search compares. Rows that are there are found once they are saved again.</summary>
[DbContext(typeof(CharityDbContext))]
[Migration("20261125082000_Ventures_Search")]
internal sealed class VenturesSearch : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("SearchText", "Ventures_Projects", defaultValue: string.Empty);
        migrationBuilder.AddColumn<string>("SearchText", "Ventures_Needs", defaultValue: string.Empty);
    }
}
