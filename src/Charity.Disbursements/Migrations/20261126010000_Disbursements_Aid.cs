using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Disbursements.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261126010000_Disbursements_Aid")]
internal sealed class DisbursementsAid : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateProgrammes(migrationBuilder);
        CreateLists(migrationBuilder);
        CreateAreas(migrationBuilder);
        CreateRecipients(migrationBuilder);
        CreateUploads(migrationBuilder);
    }

    private static void CreateProgrammes(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_AidProgrammes";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                Slug = table.Column<string>(maxLength: 60),
                Name = table.Column<string>(),
                Summary = table.Column<string>(nullable: true),
                Kind = table.Column<string>(maxLength: 30),
                FundSlug = table.Column<string>(maxLength: 60),
                Rhythm = table.Column<string>(maxLength: 10),
                LimitMinor = table.Column<long>(),
                AllowsRepeats = table.Column<bool>(),
                IsOpen = table.Column<bool>(),
                Revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_AidProgrammes", row => row.Id);
                table.CheckConstraint("CK_Disbursements_AidProgrammes_Limit", "\"LimitMinor\" > 0");
            });
        migrationBuilder.CreateIndex("IX_Disbursements_AidProgrammes_Slug", Table, "Slug", unique: true);
    }

    private static void CreateLists(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_AidLists";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                ProgrammeId = table.Column<Guid>(),
                Number = table.Column<int>(),
                Period = table.Column<string>(maxLength: 7),
                RequestId = table.Column<Guid>(),
                FileName = table.Column<string>(maxLength: 120),
                FileSha256 = table.Column<string>(maxLength: 64),
                People = table.Column<int>(),
                AmountMinor = table.Column<long>(),
                Repeats = table.Column<int>(),
                ImportedById = table.Column<Guid>(),
                ImportedByName = table.Column<string>(maxLength: 200),
                ImportedUtc = table.Column<DateTime>(),
                Standing = table.Column<string>(maxLength: 20),
                PaidPeople = table.Column<int>(),
                PaidMinor = table.Column<long>(),
                RefusedPeople = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_AidLists", row => row.Id);
                table.ForeignKey("FK_Disbursements_AidLists_ProgrammeId", row => row.ProgrammeId, "Disbursements_AidProgrammes", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Disbursements_AidLists_Disbursements_Requests_RequestId", row => row.RequestId, "Disbursements_Requests", "Id", onDelete: ReferentialAction.Restrict);
                table.CheckConstraint("CK_Disbursements_AidLists_Paid", "\"PaidMinor\" <= \"AmountMinor\" AND \"PaidPeople\" <= \"People\"");
            });
        migrationBuilder.CreateIndex("IX_Disbursements_AidLists_ProgrammeId_Number", Table, ["ProgrammeId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Disbursements_AidLists_RequestId", Table, "RequestId", unique: true);
        migrationBuilder.CreateIndex("IX_Disbursements_AidLists_ProgrammeId_Period_FileSha256", Table, ["ProgrammeId", "Period", "FileSha256"], unique: true, filter: "\"Standing\" <> 'Ended'");
    }

    private static void CreateAreas(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Disbursements_AidListAreas",
        table => new
        {
            ListId = table.Column<Guid>(),
            AreaCode = table.Column<string>(maxLength: 60),
            People = table.Column<int>(),
            AmountMinor = table.Column<long>(),
            PaidPeople = table.Column<int>(),
            PaidMinor = table.Column<long>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("PK_Disbursements_AidListAreas", row => new { row.ListId, row.AreaCode });
            table.ForeignKey("FK_Disbursements_AidListAreas_Disbursements_AidLists_ListId", row => row.ListId, "Disbursements_AidLists", "Id", onDelete: ReferentialAction.Cascade);
        });

    private static void CreateRecipients(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_AidRecipients";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                ListId = table.Column<Guid>(),
                Number = table.Column<int>(),
                IdentityNumber = table.Column<string>(nullable: true),
                IdentityFingerprint = table.Column<string>(maxLength: 64),
                AreaCode = table.Column<string>(maxLength: 60),
                LookupFingerprint = table.Column<string>(maxLength: 64),
                Remark = table.Column<string>(maxLength: 200),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_AidRecipients", row => row.Id);
                table.ForeignKey("FK_Disbursements_AidRecipients_Disbursements_AidLists_ListId", row => row.ListId, "Disbursements_AidLists", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Disbursements_AidRecipients_Disbursements_Lines_Id", row => row.Id, "Disbursements_Lines", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Disbursements_AidRecipients_ListId_Number", Table, ["ListId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Disbursements_AidRecipients_ListId_IdentityFingerprint", Table, ["ListId", "IdentityFingerprint"], unique: true);
        migrationBuilder.CreateIndex("IX_Disbursements_AidRecipients_LookupFingerprint", Table, "LookupFingerprint", unique: true);
    }

    private static void CreateUploads(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_AidUploads";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                ProgrammeId = table.Column<Guid>(),
                Period = table.Column<string>(maxLength: 7),
                UploadedById = table.Column<Guid>(),
                UploadedUtc = table.Column<DateTime>(),
            },
            constraints: table => table.PrimaryKey("PK_Disbursements_AidUploads", row => row.Id));
        migrationBuilder.CreateIndex("IX_Disbursements_AidUploads_UploadedUtc", Table, "UploadedUtc");
    }
}
