using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Disbursements.Migrations;

/// <summary>What is never paid, papers within the approval, and batches that keep what their file was made with.</summary>
[DbContext(typeof(CharityDbContext))]
[Migration("20261127080000_Disbursements_GivingUp")]
internal sealed class DisbursementsGivingUp : Migration
{
    private const string Requests = "Disbursements_Requests";
    private const string Batches = "Disbursements_Batches";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("PaperIds", Requests, nullable: true);
        migrationBuilder.AddColumn<long>("GivenUpMinor", Requests, defaultValue: 0L);
        migrationBuilder.AddColumn<long>("GiveUpMinor", Requests, nullable: true);
        migrationBuilder.AddColumn<string>("GiveUpSha256", Requests, maxLength: 64, nullable: true);
        migrationBuilder.AddColumn<Guid>("GiveUpById", Requests, nullable: true);
        migrationBuilder.AddColumn<string>("GiveUpReason", Requests, maxLength: 500, nullable: true);
        migrationBuilder.AddColumn<string>("Terms", Batches, nullable: true);
        migrationBuilder.AddColumn<Guid>("RefusedById", Batches, nullable: true);
        migrationBuilder.AddColumn<string>("RefusedByName", Batches, maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<string>("RefusedFor", Batches, maxLength: 200, nullable: true);
    }
}
