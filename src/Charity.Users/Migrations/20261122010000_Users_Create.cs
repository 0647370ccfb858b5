using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Charity.Users.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261122010000_Users_Create")]
internal sealed class UsersCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateUsers(migrationBuilder);
        CreateRoles(migrationBuilder);
        CreateIdentityRows(migrationBuilder);
    }

    private static void CreateUsers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Users_Users",
            table => new
            {
                Id = table.Column<Guid>(),
                UserName = table.Column<string>(maxLength: 256),
                NormalizedUserName = table.Column<string>(maxLength: 256),
                Email = table.Column<string>(maxLength: 256),
                NormalizedEmail = table.Column<string>(maxLength: 256),
                EmailConfirmed = table.Column<bool>(),
                Name = table.Column<string>(maxLength: 60),
                Culture = table.Column<string>(maxLength: 10),
                CreatedUtc = table.Column<DateTime>(),
                ErasedUtc = table.Column<DateTime>(nullable: true),
                PasswordHash = table.Column<string>(maxLength: 256, nullable: true),
                SecurityStamp = table.Column<string>(maxLength: 64, nullable: true),
                ConcurrencyStamp = table.Column<string>(maxLength: 64, nullable: true),
                PhoneNumber = table.Column<string>(nullable: true),
                PhoneNumberConfirmed = table.Column<bool>(),
                TwoFactorEnabled = table.Column<bool>(),
                AuthenticatorStep = table.Column<long>(nullable: true),
                LockoutEndUtc = table.Column<DateTime>(nullable: true),
                LockoutEnabled = table.Column<bool>(),
                AccessFailedCount = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_Users_Users", row => row.Id));
        migrationBuilder.CreateIndex("IX_Users_Users_NormalizedUserName", "Users_Users", "NormalizedUserName", unique: true);
        migrationBuilder.CreateIndex("IX_Users_Users_NormalizedEmail", "Users_Users", "NormalizedEmail", unique: true);
        migrationBuilder.CreateTable(
            "Users_Scopes",
            table => new
            {
                UserId = table.Column<Guid>(),
                Kind = table.Column<int>(),
                Code = table.Column<string>(maxLength: 100),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Users_Scopes", row => new { row.UserId, row.Kind, row.Code });
                table.ForeignKey("FK_Users_Scopes_Users_Users_UserId", row => row.UserId, "Users_Users", "Id", onDelete: ReferentialAction.Cascade);
            });
    }

    private static void CreateRoles(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Users_Roles",
            table => new
            {
                Id = table.Column<Guid>(),
                Name = table.Column<string>(maxLength: 100),
                NormalizedName = table.Column<string>(maxLength: 100),
                DisplayName = table.Column<string>(),
                Description = table.Column<string>(),
                ConcurrencyStamp = table.Column<string>(maxLength: 64, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Users_Roles", row => row.Id));
        migrationBuilder.CreateIndex("IX_Users_Roles_NormalizedName", "Users_Roles", "NormalizedName", unique: true);
        migrationBuilder.CreateTable(
            "Users_RolePermissions",
            table => new { RoleId = table.Column<Guid>(), Permission = table.Column<string>(maxLength: 100) },
            constraints: table =>
            {
                table.PrimaryKey("PK_Users_RolePermissions", row => new { row.RoleId, row.Permission });
                table.ForeignKey("FK_Users_RolePermissions_Users_Roles_RoleId", row => row.RoleId, "Users_Roles", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Users_RolePermissions_Permission", "Users_RolePermissions", "Permission");
        migrationBuilder.CreateTable(
            "Users_UserRoles",
            table => new { UserId = table.Column<Guid>(), RoleId = table.Column<Guid>() },
            constraints: table =>
            {
                table.PrimaryKey("PK_Users_UserRoles", row => new { row.UserId, row.RoleId });
                table.ForeignKey("FK_Users_UserRoles_Users_Users_UserId", row => row.UserId, "Users_Users", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_Users_UserRoles_Users_Roles_RoleId", row => row.RoleId, "Users_Roles", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Users_UserRoles_RoleId", "Users_UserRoles", "RoleId");
    }

    private static void CreateIdentityRows(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Users_UserClaims",
            table => new
            {
                Id = Numbered(table),
                UserId = table.Column<Guid>(),
                ClaimType = table.Column<string>(maxLength: 200, nullable: true),
                ClaimValue = table.Column<string>(maxLength: 1000, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Users_UserClaims", row => row.Id);
                table.ForeignKey("FK_Users_UserClaims_Users_Users_UserId", row => row.UserId, "Users_Users", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Users_UserClaims_UserId", "Users_UserClaims", "UserId");
        migrationBuilder.CreateTable(
            "Users_RoleClaims",
            table => new
            {
                Id = Numbered(table),
                RoleId = table.Column<Guid>(),
                ClaimType = table.Column<string>(maxLength: 200, nullable: true),
                ClaimValue = table.Column<string>(maxLength: 1000, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Users_RoleClaims", row => row.Id);
                table.ForeignKey("FK_Users_RoleClaims_Users_Roles_RoleId", row => row.RoleId, "Users_Roles", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Users_RoleClaims_RoleId", "Users_RoleClaims", "RoleId");
        migrationBuilder.CreateTable(
            "Users_UserLogins",
            table => new
            {
                LoginProvider = table.Column<string>(maxLength: 128),
                ProviderKey = table.Column<string>(maxLength: 128),
                ProviderDisplayName = table.Column<string>(maxLength: 200, nullable: true),
                UserId = table.Column<Guid>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Users_UserLogins", row => new { row.LoginProvider, row.ProviderKey });
                table.ForeignKey("FK_Users_UserLogins_Users_Users_UserId", row => row.UserId, "Users_Users", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Users_UserLogins_UserId", "Users_UserLogins", "UserId");
        migrationBuilder.CreateTable(
            "Users_UserTokens",
            table => new
            {
                UserId = table.Column<Guid>(),
                LoginProvider = table.Column<string>(maxLength: 128),
                Name = table.Column<string>(maxLength: 128),
                Value = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Users_UserTokens", row => new { row.UserId, row.LoginProvider, row.Name });
                table.ForeignKey("FK_Users_UserTokens_Users_Users_UserId", row => row.UserId, "Users_Users", "Id", onDelete: ReferentialAction.Cascade);
            });
    }

    private static OperationBuilder<AddColumnOperation> Numbered(ColumnsBuilder table) => table.Column<int>()
        .Annotation("Sqlite:Autoincrement", true)
        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
}
