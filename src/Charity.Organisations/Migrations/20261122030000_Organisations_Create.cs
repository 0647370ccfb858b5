using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Organisations.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261122030000_Organisations_Create")]
internal sealed class OrganisationsCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Organisations_Areas",
            table => new
            {
                Id = table.Column<Guid>(),
                Code = table.Column<string>(maxLength: 60),
                Name = table.Column<string>(),
                Kind = table.Column<string>(maxLength: 20),
                ParentId = table.Column<Guid>(nullable: true),
                Path = table.Column<string>(maxLength: 200),
                Position = table.Column<int>(),
                Version = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Organisations_Areas", row => row.Id);
                table.ForeignKey(
                    "FK_Organisations_Areas_Organisations_Areas_ParentId", row => row.ParentId, "Organisations_Areas", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Organisations_Areas_Code", "Organisations_Areas", "Code", unique: true);
        migrationBuilder.CreateIndex("IX_Organisations_Areas_ParentId", "Organisations_Areas", "ParentId");
        migrationBuilder.CreateTable(
            "Organisations_Charity",
            table => new
            {
                Id = table.Column<Guid>(),
                Kind = table.Column<string>(maxLength: 40),
                Name = table.Column<string>(),
                CreditCode = table.Column<string>(maxLength: 18),
                LegalRepresentative = table.Column<string>(maxLength: 100),
                CertificateNumber = table.Column<string>(maxLength: 100, nullable: true),
                CertificateIssuedBy = table.Column<string>(nullable: true),
                CertificateIssuedOn = table.Column<DateOnly>(nullable: true),
                CertificateValidUntil = table.Column<DateOnly>(nullable: true),
                Address = table.Column<string>(),
                Telephone = table.Column<string>(maxLength: 40),
                Email = table.Column<string>(maxLength: 254),
                BankName = table.Column<string>(),
                BankAccountName = table.Column<string>(maxLength: 200),
                BankAccountNumber = table.Column<string>(),
                ReceiptHandler = table.Column<string>(maxLength: 100),
                DonorQueries = table.Column<string>(),
                Version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_Organisations_Charity", row => row.Id));
    }
}
