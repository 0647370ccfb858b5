using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Contents.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261122020000_Contents_Create")]
internal sealed class ContentsCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Contents_ContentItems",
            table => new
            {
                ContentItemVersionId = table.Column<string>(maxLength: 26),
                ContentItemId = table.Column<string>(maxLength: 26),
                ContentType = table.Column<string>(maxLength: 50),
                DisplayText = table.Column<string>(maxLength: 200),
                Latest = table.Column<bool>(),
                Published = table.Column<bool>(),
                CreatedUtc = table.Column<DateTime>(),
                ModifiedUtc = table.Column<DateTime>(),
                PublishedUtc = table.Column<DateTime>(nullable: true),
                Owner = table.Column<string>(maxLength: 256),
                Author = table.Column<string>(maxLength: 256),
                Culture = table.Column<string>(maxLength: 10),
                LocalizationSet = table.Column<string>(maxLength: 200),
                Path = table.Column<string>(maxLength: 200, nullable: true),
                Summary = table.Column<string>(maxLength: 160),
                Version = table.Column<int>(),
                Parts = table.Column<string>(),
                SearchText = table.Column<string>(),
            },
            constraints: table => table.PrimaryKey("PK_Contents_ContentItems", row => row.ContentItemVersionId));
        migrationBuilder.CreateIndex("IX_Contents_ContentItems_Path", "Contents_ContentItems", "Path", unique: true);
        migrationBuilder.CreateIndex("IX_Contents_ContentItems_Latest", "Contents_ContentItems", "ContentItemId", unique: true, filter: "\"Latest\"");
        migrationBuilder.CreateIndex("IX_Contents_ContentItems_ContentItemId_ModifiedUtc", "Contents_ContentItems", ["ContentItemId", "ModifiedUtc"]);
        migrationBuilder.CreateIndex("IX_Contents_ContentItems_LocalizationSet_Culture", "Contents_ContentItems", ["LocalizationSet", "Culture"]);
        migrationBuilder.CreateIndex(
            "IX_Contents_ContentItems_ContentType_PublishedUtc_ContentItemId", "Contents_ContentItems", ["ContentType", "PublishedUtc", "ContentItemId"], filter: "\"Published\"");
        migrationBuilder.CreateIndex(
            "IX_Contents_ContentItems_ModifiedUtc_ContentItemVersionId", "Contents_ContentItems", ["ModifiedUtc", "ContentItemVersionId"], filter: "\"Latest\"");
        migrationBuilder.CreateTable(
            "Contents_Media",
            table => new
            {
                Path = table.Column<string>(maxLength: 200),
                ContentType = table.Column<string>(maxLength: 50),
                Length = table.Column<long>(),
                Sha256 = table.Column<string>(maxLength: 64),
                AlternativeText = table.Column<string>(nullable: true),
                UploadedById = table.Column<Guid>(nullable: true),
                UploadedByName = table.Column<string>(maxLength: 256),
                UploadedUtc = table.Column<DateTime>(),
                Version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_Contents_Media", row => row.Path));
        migrationBuilder.CreateIndex("IX_Contents_Media_UploadedUtc_Path", "Contents_Media", ["UploadedUtc", "Path"]);
    }
}
