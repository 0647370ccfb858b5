using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Disbursements.Migrations;

/// <summary>What a charge's limit was made of when it was booked.</summary>
[DbContext(typeof(CharityDbContext))]
[Migration("20261127100000_Disbursements_ChargeLimits")]
internal sealed class DisbursementsChargeLimits : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_Charges";
        migrationBuilder.AddColumn<long>("RaisedMinor", Table, nullable: true);
        migrationBuilder.AddColumn<int>("LimitBasisPoints", Table, nullable: true);
    }
}
