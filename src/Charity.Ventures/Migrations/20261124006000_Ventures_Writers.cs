using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Ventures.Migrations;

/// <summary>Whoever wrote a version can be found, to be forgotten.</summary>
[DbContext(typeof(CharityDbContext))]
[Migration("20261124006000_Ventures_Writers")]
internal sealed class VenturesWriters : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("SavedById", "Ventures_SubmissionVersions", nullable: true);
        migrationBuilder.CreateIndex("IX_Ventures_SubmissionVersions_SavedById", "Ventures_SubmissionVersions", "SavedById");
        migrationBuilder.CreateIndex("IX_Ventures_Submissions_SavedById", "Ventures_Submissions", "SavedById");
    }
}
