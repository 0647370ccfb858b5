using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Organisations.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261123110000_Organisations_Inviters")]
internal sealed class OrganisationsInviters : Migration
{
    private const string Invitations = "Organisations_Invitations";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("InvitedById", Invitations, nullable: true);
        migrationBuilder.AddColumn<Guid>("AppointedById", Invitations, nullable: true);
    }
}
