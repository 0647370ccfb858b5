using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Disbursements.Migrations;

/// <summary>When the numbers of a list's people were erased.</summary>
[DbContext(typeof(CharityDbContext))]
[Migration("20261127100100_Disbursements_AidErasure")]
internal sealed class DisbursementsAidErasure : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<DateTime>("ErasedUtc", "Disbursements_AidLists", nullable: true);
}
