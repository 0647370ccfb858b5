using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Organisations.Migrations;

/// <summary>Documents belong to the organisation by their owner; the column for one of them was never filled.</summary>
[DbContext(typeof(CharityDbContext))]
[Migration("20261125090000_Organisations_Documents")]
internal sealed class OrganisationsDocuments : Migration
{
    // Both databases know this statement. EF's own would rebuild the table on SQLite, for which it needs the model of that day.
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""ALTER TABLE "Organisations_Organisations" DROP COLUMN "CertificateAttachmentId";""");
}
