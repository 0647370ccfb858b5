using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Charity.Organisations.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261123100000_Organisations_Dossiers")]
internal sealed class OrganisationsDossiers : Migration
{
    private const string Organisations = "Organisations_Organisations";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateOrganisations(migrationBuilder);
        CreateBoardAndTeam(migrationBuilder);
        CreateRecords(migrationBuilder);
        CreateBankAccounts(migrationBuilder);
        CreateMembers(migrationBuilder);
    }

    private static void CreateOrganisations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            Organisations,
            table => new
            {
                Id = table.Column<Guid>(),
                Slug = table.Column<string>(maxLength: 60),
                CreditCode = table.Column<string>(maxLength: 18),
                Name = table.Column<string>(),
                SearchText = table.Column<string>(),
                Kind = table.Column<string>(maxLength: 20),
                RegisteredOn = table.Column<DateOnly>(nullable: true),
                RegistrationAuthority = table.Column<string>(maxLength: 100),
                AreaCode = table.Column<string>(maxLength: 60),
                Address = table.Column<string>(maxLength: 200),
                Telephone = table.Column<string>(nullable: true),
                TelephoneFingerprint = table.Column<byte[]>(maxLength: 32, nullable: true),
                Email = table.Column<string>(maxLength: 254),
                LegalRepresentative = table.Column<string>(maxLength: 100),
                LegalIdentity = table.Column<string>(nullable: true),
                LegalIdentityFingerprint = table.Column<byte[]>(maxLength: 32, nullable: true),
                BusinessScope = table.Column<string>(maxLength: 2000),
                Introduction = table.Column<string>(nullable: true),
                GradeLevel = table.Column<int>(nullable: true),
                GradeValidUntil = table.Column<DateOnly>(nullable: true),
                IsGradeConfirmed = table.Column<bool>(),
                CertificateAttachmentId = table.Column<Guid>(nullable: true),
                ReturnReason = table.Column<string>(maxLength: 1000, nullable: true),
                VerifiedOn = table.Column<DateOnly>(nullable: true),
                Revision = table.Column<int>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Organisations_Organisations", row => row.Id));
        migrationBuilder.CreateIndex("IX_Organisations_Organisations_Slug", Organisations, "Slug", unique: true);
        migrationBuilder.CreateIndex("IX_Organisations_Organisations_CreditCode", Organisations, "CreditCode", unique: true);
        migrationBuilder.CreateIndex("IX_Organisations_Organisations_State_Id", Organisations, ["State", "Id"]);
    }

    private static void CreateBoardAndTeam(MigrationBuilder migrationBuilder)
    {
        CreatePart(migrationBuilder, "Organisations_BoardMembers", table => new
        {
            Id = table.Column<Guid>(),
            OrganisationId = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 100),
            Role = table.Column<string>(maxLength: 20),
            IdentityFingerprint = table.Column<byte[]>(maxLength: 32, nullable: true),
        });
        CreatePart(migrationBuilder, "Organisations_TeamMembers", table => new
        {
            Id = table.Column<Guid>(),
            OrganisationId = table.Column<Guid>(),
            Name = table.Column<string>(maxLength: 100),
            Role = table.Column<string>(maxLength: 60),
            SocialWorkLicence = table.Column<string>(maxLength: 20),
            LicenceNumber = table.Column<string>(maxLength: 60),
        });
    }

    private static void CreateRecords(MigrationBuilder migrationBuilder)
    {
        CreatePart(
            migrationBuilder,
            "Organisations_Inspections",
            table => new
            {
                Id = table.Column<Guid>(),
                OrganisationId = table.Column<Guid>(),
                Year = table.Column<int>(),
                Result = table.Column<string>(maxLength: 20),
                IsConfirmed = table.Column<bool>(),
            },
            isIndexed: false);
        migrationBuilder.CreateIndex("IX_Organisations_Inspections_OrganisationId_Year", "Organisations_Inspections", ["OrganisationId", "Year"], unique: true);
        CreatePart(migrationBuilder, "Organisations_Licences", table => new
        {
            Id = table.Column<Guid>(),
            OrganisationId = table.Column<Guid>(),
            Title = table.Column<string>(maxLength: 100),
            Number = table.Column<string>(maxLength: 100),
            IssuedBy = table.Column<string>(maxLength: 100),
            ValidUntil = table.Column<DateOnly>(nullable: true),
            RemindedDays = table.Column<int>(nullable: true),
            ProofAttachmentId = table.Column<Guid>(nullable: true),
        });
        migrationBuilder.CreateIndex("IX_Organisations_Licences_ValidUntil", "Organisations_Licences", "ValidUntil");
        CreatePart(migrationBuilder, "Organisations_PastProjects", table => new
        {
            Id = table.Column<Guid>(),
            OrganisationId = table.Column<Guid>(),
            Title = table.Column<string>(maxLength: 200),
            Funder = table.Column<string>(maxLength: 200),
            Year = table.Column<int>(),
            Mark = table.Column<string>(maxLength: 100),
        });
        CreatePart(migrationBuilder, "Organisations_Bars", table => new
        {
            Id = table.Column<Guid>(),
            OrganisationId = table.Column<Guid>(),
            FromDay = table.Column<DateOnly>(),
            UntilDay = table.Column<DateOnly>(),
            Reason = table.Column<string>(maxLength: 1000),
            IsPublic = table.Column<bool>(),
            ByName = table.Column<string>(maxLength: 200),
            LiftedOn = table.Column<DateOnly>(nullable: true),
            LiftedByName = table.Column<string>(maxLength: 200, nullable: true),
            LiftReason = table.Column<string>(maxLength: 1000, nullable: true),
        });
    }

    private static void CreateBankAccounts(MigrationBuilder migrationBuilder)
    {
        CreatePart(
            migrationBuilder,
            "Organisations_BankAccounts",
            table => new
            {
                Id = table.Column<Guid>(),
                OrganisationId = table.Column<Guid>(),
                BankName = table.Column<string>(maxLength: 200),
                AccountName = table.Column<string>(maxLength: 200),
                AccountNumber = table.Column<string>(),
                NumberFingerprint = table.Column<byte[]>(maxLength: 32),
                ProofState = table.Column<string>(maxLength: 20),
                ProvedByName = table.Column<string>(maxLength: 200, nullable: true),
                ProvedUtc = table.Column<DateTime>(nullable: true),
                ProofAttachmentId = table.Column<Guid>(nullable: true),
            },
            isIndexed: false);
        migrationBuilder.CreateIndex("IX_Organisations_BankAccounts_OrganisationId", "Organisations_BankAccounts", "OrganisationId", unique: true);
    }

    private static void CreateMembers(MigrationBuilder migrationBuilder)
    {
        CreatePart(
            migrationBuilder,
            "Organisations_Members",
            table => new
            {
                Id = table.Column<Guid>(),
                OrganisationId = table.Column<Guid>(),
                UserId = table.Column<Guid>(),
                Role = table.Column<string>(maxLength: 20),
                JoinedUtc = table.Column<DateTime>(),
            },
            isIndexed: false);
        migrationBuilder.CreateIndex("IX_Organisations_Members_OrganisationId_UserId", "Organisations_Members", ["OrganisationId", "UserId"], unique: true);
        migrationBuilder.CreateIndex("IX_Organisations_Members_UserId", "Organisations_Members", "UserId");
        CreatePart(migrationBuilder, "Organisations_Invitations", table => new
        {
            Id = table.Column<Guid>(),
            OrganisationId = table.Column<Guid>(),
            Role = table.Column<string>(maxLength: 20),
            Email = table.Column<string>(nullable: true),
            EmailFingerprint = table.Column<byte[]>(maxLength: 32, nullable: true),
            TokenHash = table.Column<byte[]>(maxLength: 32),
            InvitedByName = table.Column<string>(maxLength: 200),
            CreatedUtc = table.Column<DateTime>(),
            ExpiresUtc = table.Column<DateTime>(),
            EndedUtc = table.Column<DateTime>(nullable: true),
            AcceptedById = table.Column<Guid>(nullable: true),
            Version = table.Column<int>(),
        });
        migrationBuilder.CreateIndex("IX_Organisations_Invitations_TokenHash", "Organisations_Invitations", "TokenHash", unique: true);
        migrationBuilder.CreateIndex("IX_Organisations_Invitations_EmailFingerprint", "Organisations_Invitations", "EmailFingerprint");
    }

    /// <summary>A table of rows that belong to one organisation and go with it.</summary>
    /// <param name="isIndexed">False where another index begins with the organisation.</param>
    private static void CreatePart<TColumns>(MigrationBuilder migrationBuilder, string name, Func<ColumnsBuilder, TColumns> columns, bool isIndexed = true)
    {
        migrationBuilder.CreateTable(name, columns).WithKeys(name);
        if (isIndexed)
        {
            migrationBuilder.CreateIndex($"IX_{name}_OrganisationId", name, "OrganisationId");
        }
    }
}

internal static class PartKeys
{
    public static void WithKeys<TColumns>(this CreateTableBuilder<TColumns> table, string name)
    {
        CreateTableOperation operation = ((IInfrastructure<CreateTableOperation>)table).Instance;
        operation.PrimaryKey = new AddPrimaryKeyOperation { Table = name, Name = $"PK_{name}", Columns = ["Id"] };
        operation.ForeignKeys.Add(new AddForeignKeyOperation
        {
            Table = name,
            Name = $"FK_{name}_Organisation",
            Columns = ["OrganisationId"],
            PrincipalTable = "Organisations_Organisations",
            PrincipalColumns = ["Id"],
            OnDelete = ReferentialAction.Cascade,
        });
    }
}
