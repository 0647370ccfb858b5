using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Funds.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261122060000_Funds_Create")]
internal sealed class FundsCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateFunds(migrationBuilder);
        CreateCampaigns(migrationBuilder);
        CreateParts(migrationBuilder);
        CreateReports(migrationBuilder);
    }

    private static void CreateFunds(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Funds_Funds",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                Slug = table.Column<string>(maxLength: 60),
                Kind = table.Column<string>(maxLength: 20),
                AreaCode = table.Column<string>(maxLength: 60),
                ParentId = table.Column<Guid>(nullable: true),
                Currency = table.Column<string>(maxLength: 3),
                Name = table.Column<string>(),
                Purpose = table.Column<string>(nullable: true),
                Summary = table.Column<string>(nullable: true),
                Story = table.Column<string>(nullable: true),
                Cover = table.Column<string>(maxLength: 200, nullable: true),
                CoverAlt = table.Column<string>(nullable: true),
                GoalMinor = table.Column<long>(),
                PresetsMinor = table.Column<string>(maxLength: 200),
                LargeGiftMinor = table.Column<long>(),
                FeeBornBy = table.Column<string>(maxLength: 20),
                OpenedOn = table.Column<DateOnly>(nullable: true),
                ClosedOn = table.Column<DateOnly>(nullable: true),
                Revision = table.Column<int>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Funds_Funds", row => row.Id);
                table.ForeignKey("FK_Funds_Funds_Funds_Funds_ParentId", row => row.ParentId, "Funds_Funds", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Funds_Funds_Slug", "Funds_Funds", "Slug", unique: true);
        migrationBuilder.CreateIndex("IX_Funds_Funds_ParentId", "Funds_Funds", "ParentId");
    }

    private static void CreateCampaigns(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "Funds_Campaigns",
        table => new
        {
            FundId = table.Column<Guid>(),
            FilingNumber = table.Column<string>(maxLength: 100, nullable: true),
            Title = table.Column<string>(nullable: true),
            StartsOn = table.Column<DateOnly>(nullable: true),
            EndsOn = table.Column<DateOnly>(nullable: true),
            PlanPurpose = table.Column<string>(nullable: true),
            PlanPeriodAndRegion = table.Column<string>(nullable: true),
            PlanResponsiblePersonAndAddress = table.Column<string>(nullable: true),
            PlanWaysOfGiving = table.Column<string>(nullable: true),
            PlanBankAccount = table.Column<string>(nullable: true),
            PlanBeneficiaries = table.Column<string>(nullable: true),
            PlanUseOfFunds = table.Column<string>(nullable: true),
            PlanFundraisingCost = table.Column<string>(nullable: true),
            PlanLeftoverTreatment = table.Column<string>(nullable: true),
            PlatformName = table.Column<string>(nullable: true),
            PlatformUrl = table.Column<string>(maxLength: 500, nullable: true),
            Partners = table.Column<string>(),
        },
        constraints: table =>
        {
            table.PrimaryKey("PK_Funds_Campaigns", row => row.FundId);
            table.ForeignKey("FK_Funds_Campaigns_Funds_Funds_FundId", row => row.FundId, "Funds_Funds", "Id", onDelete: ReferentialAction.Cascade);
        });

    private static void CreateParts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Funds_CommitteeMembers",
            table => new
            {
                Id = table.Column<Guid>(),
                FundId = table.Column<Guid>(),
                Position = table.Column<int>(),
                Name = table.Column<string>(maxLength: 100),
                Role = table.Column<string>(maxLength: 20),
                Represents = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Funds_CommitteeMembers", row => row.Id);
                table.ForeignKey("FK_Funds_CommitteeMembers_Funds_Funds_FundId", row => row.FundId, "Funds_Funds", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Funds_CommitteeMembers_FundId", "Funds_CommitteeMembers", "FundId");
        migrationBuilder.CreateTable(
            "Funds_Uses",
            table => new
            {
                Id = table.Column<Guid>(),
                FundId = table.Column<Guid>(),
                On = table.Column<DateOnly>(),
                Title = table.Column<string>(),
                Text = table.Column<string>(),
                AmountMinor = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Funds_Uses", row => row.Id);
                table.ForeignKey("FK_Funds_Uses_Funds_Funds_FundId", row => row.FundId, "Funds_Funds", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Funds_Uses_FundId_On", "Funds_Uses", ["FundId", "On"]);
        migrationBuilder.CreateIndex("IX_Funds_Uses_On", "Funds_Uses", "On");
        migrationBuilder.CreateTable(
            "Funds_Documents",
            table => new
            {
                Id = table.Column<Guid>(),
                FundId = table.Column<Guid>(),
                Title = table.Column<string>(),
                Path = table.Column<string>(maxLength: 200),
                On = table.Column<DateOnly>(),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Funds_Documents", row => row.Id);
                table.ForeignKey("FK_Funds_Documents_Funds_Funds_FundId", row => row.FundId, "Funds_Funds", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Funds_Documents_FundId", "Funds_Documents", "FundId");
    }

    private static void CreateReports(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Funds_Reports",
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                FundId = table.Column<Guid>(),
                Reason = table.Column<string>(maxLength: 30),
                Text = table.Column<string>(maxLength: 2000),
                Contact = table.Column<string>(nullable: true),
                Culture = table.Column<string>(maxLength: 10),
                ReceivedUtc = table.Column<DateTime>(),
                DueOn = table.Column<DateOnly>(),
                Answer = table.Column<string>(maxLength: 2000, nullable: true),
                AnsweredBy = table.Column<string>(maxLength: 200, nullable: true),
                AnsweredUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Funds_Reports", row => row.Id);
                table.ForeignKey("FK_Funds_Reports_Funds_Funds_FundId", row => row.FundId, "Funds_Funds", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Funds_Reports_FundId", "Funds_Reports", "FundId");
        migrationBuilder.CreateIndex("IX_Funds_Reports_State_DueOn", "Funds_Reports", ["State", "DueOn"]);
    }
}
