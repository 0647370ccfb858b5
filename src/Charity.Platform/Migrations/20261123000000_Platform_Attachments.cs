using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Platform.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261123000000_Platform_Attachments")]
internal sealed class PlatformAttachments : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Platform_Attachments",
            table => new
            {
                Id = table.Column<Guid>(),
                OwnerKind = table.Column<string>(maxLength: 50),
                OwnerId = table.Column<Guid>(),
                Purpose = table.Column<string>(maxLength: 50),
                FileName = table.Column<string>(maxLength: 120),
                ContentType = table.Column<string>(maxLength: 100),
                Length = table.Column<long>(),
                Sha256 = table.Column<string>(maxLength: 64),
                UploadedUtc = table.Column<DateTime>(),
                UploadedById = table.Column<Guid>(nullable: true),
                UploadedByName = table.Column<string>(maxLength: 200),
                State = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_Platform_Attachments", row => row.Id));
        migrationBuilder.CreateIndex("IX_Platform_Attachments_OwnerId_OwnerKind", "Platform_Attachments", ["OwnerId", "OwnerKind"]);
        migrationBuilder.CreateIndex("IX_Platform_Attachments_Sha256", "Platform_Attachments", "Sha256");
    }
}
