using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Disbursements.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261126000000_Disbursements_Create")]
internal sealed class DisbursementsCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateRequests(migrationBuilder);
        CreateParts(migrationBuilder);
        CreateApprovals(migrationBuilder);
        CreateLines(migrationBuilder);
        CreateBatches(migrationBuilder);
        CreateBatchLines(migrationBuilder);
    }

    private static void CreateRequests(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_Requests";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                Year = table.Column<int>(),
                Number = table.Column<int>(),
                Kind = table.Column<string>(maxLength: 30),
                SubjectId = table.Column<Guid>(),
                ProjectId = table.Column<Guid>(nullable: true),
                ProjectSlug = table.Column<string>(maxLength: 120, nullable: true),
                Title = table.Column<string>(),
                Currency = table.Column<string>(maxLength: 3),
                AmountMinor = table.Column<long>(),
                PaidMinor = table.Column<long>(),
                OrganisationId = table.Column<Guid>(nullable: true),
                PayeeName = table.Column<string>(maxLength: 200),
                PayeeFingerprint = table.Column<string>(maxLength: 64, nullable: true),
                LineCount = table.Column<int>(),
                LinesSha256 = table.Column<string>(maxLength: 64),
                Rule = table.Column<string>(),
                Sha256 = table.Column<string>(maxLength: 64),
                RequestedById = table.Column<Guid>(),
                RequestedByName = table.Column<string>(maxLength: 200),
                RequestedUtc = table.Column<DateTime>(),
                DecideByUtc = table.Column<DateTime>(),
                Remark = table.Column<string>(maxLength: 1000),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_Requests", row => row.Id);
                table.CheckConstraint("CK_Disbursements_Requests_Amount", "\"AmountMinor\" > 0");
                table.CheckConstraint("CK_Disbursements_Requests_Paid", "\"PaidMinor\" >= 0 AND \"PaidMinor\" <= \"AmountMinor\"");
            });
        migrationBuilder.CreateIndex("IX_Disbursements_Requests_Year_Number", Table, ["Year", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Disbursements_Requests_SubjectId", Table, "SubjectId");
        migrationBuilder.CreateIndex(
            "IX_Disbursements_Requests_SubjectId_Open", Table, "SubjectId", unique: true, filter: "\"Kind\" <> 'Spending' AND \"State\" NOT IN ('Declined', 'Cancelled', 'Expired')");
        migrationBuilder.CreateIndex("IX_Disbursements_Requests_State_Id", Table, ["State", "Id"]);
        migrationBuilder.CreateIndex("IX_Disbursements_Requests_ProjectId", Table, "ProjectId");
        migrationBuilder.CreateIndex("IX_Disbursements_Requests_OrganisationId_Id", Table, ["OrganisationId", "Id"]);
    }

    private static void CreateParts(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_RequestParts";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                RequestId = table.Column<Guid>(),
                Number = table.Column<int>(),
                FundSlug = table.Column<string>(maxLength: 60, nullable: true),
                AvailableCode = table.Column<string>(maxLength: 200),
                CommittedCode = table.Column<string>(maxLength: 200, nullable: true),
                AmountMinor = table.Column<long>(),
                ReservationId = table.Column<Guid>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_RequestParts", row => new { row.RequestId, row.Number });
                table.ForeignKey("FK_Disbursements_RequestParts_Disbursements_Requests_RequestId", row => row.RequestId, "Disbursements_Requests", "Id", onDelete: ReferentialAction.Cascade);
                table.CheckConstraint("CK_Disbursements_RequestParts_Amount", "\"AmountMinor\" > 0");
            });
        migrationBuilder.CreateIndex("IX_Disbursements_RequestParts_FundSlug", Table, "FundSlug");
    }

    private static void CreateApprovals(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_Approvals";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                RequestId = table.Column<Guid>(),
                Step = table.Column<int>(),
                ById = table.Column<Guid>(),
                ByName = table.Column<string>(maxLength: 200),
                InPlaceOfId = table.Column<Guid>(nullable: true),
                InPlaceOfName = table.Column<string>(maxLength: 200, nullable: true),
                AtUtc = table.Column<DateTime>(),
                Sha256 = table.Column<string>(maxLength: 64),
                InvalidatedUtc = table.Column<DateTime>(nullable: true),
                InvalidReason = table.Column<string>(maxLength: 500, nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_Approvals", row => row.Id);
                table.ForeignKey("FK_Disbursements_Approvals_Disbursements_Requests_RequestId", row => row.RequestId, "Disbursements_Requests", "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("IX_Disbursements_Approvals_RequestId", Table, "RequestId");
        migrationBuilder.CreateIndex("IX_Disbursements_Approvals_ById", Table, "ById");
    }

    private static void CreateLines(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_Lines";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                RequestId = table.Column<Guid>(),
                Number = table.Column<int>(),
                AmountMinor = table.Column<long>(),
                Currency = table.Column<string>(maxLength: 3),
                PayeeName = table.Column<string>(maxLength: 200),
                PayeeBank = table.Column<string>(maxLength: 200),
                PayeeNumber = table.Column<string>(),
                PayeeFingerprint = table.Column<string>(maxLength: 64),
                Purpose = table.Column<string>(maxLength: 500),
                BatchId = table.Column<Guid>(nullable: true),
                PaidUtc = table.Column<DateTime>(nullable: true),
                PaidOn = table.Column<DateOnly>(nullable: true),
                BankReference = table.Column<string>(maxLength: 200, nullable: true),
                EntryId = table.Column<Guid>(nullable: true),
                FailedFor = table.Column<string>(maxLength: 200, nullable: true),
                VoidedUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_Lines", row => row.Id);
                table.ForeignKey("FK_Disbursements_Lines_Disbursements_Requests_RequestId", row => row.RequestId, "Disbursements_Requests", "Id", onDelete: ReferentialAction.Restrict);
                table.CheckConstraint("CK_Disbursements_Lines_Amount", "\"AmountMinor\" > 0");
            });
        migrationBuilder.CreateIndex("IX_Disbursements_Lines_RequestId_Number", Table, ["RequestId", "Number"], unique: true);
        migrationBuilder.CreateIndex(
            "IX_Disbursements_Lines_RequestId_Free", Table, "RequestId", filter: "\"BatchId\" IS NULL AND \"PaidUtc\" IS NULL AND \"VoidedUtc\" IS NULL");
        migrationBuilder.CreateIndex("IX_Disbursements_Lines_BatchId", Table, "BatchId");
        migrationBuilder.CreateIndex("IX_Disbursements_Lines_PayeeFingerprint", Table, "PayeeFingerprint");
        migrationBuilder.CreateIndex("IX_Disbursements_Lines_EntryId", Table, "EntryId");
    }

    private static void CreateBatches(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_Batches";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                State = table.Column<string>(maxLength: 50),
                Version = table.Column<int>(),
                StateDueUtc = table.Column<DateTime>(nullable: true),
                Year = table.Column<int>(),
                Number = table.Column<int>(),
                Layout = table.Column<string>(maxLength: 50),
                Currency = table.Column<string>(maxLength: 3),
                AmountMinor = table.Column<long>(),
                LineCount = table.Column<int>(),
                FileSha256 = table.Column<string>(maxLength: 64),
                MadeById = table.Column<Guid>(),
                MadeByName = table.Column<string>(maxLength: 200),
                MadeUtc = table.Column<DateTime>(),
                ConfirmedById = table.Column<Guid>(nullable: true),
                ConfirmedByName = table.Column<string>(maxLength: 200, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Disbursements_Batches", row => row.Id));
        migrationBuilder.CreateIndex("IX_Disbursements_Batches_Year_Number", Table, ["Year", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Disbursements_Batches_State_Id", Table, ["State", "Id"]);
    }

    private static void CreateBatchLines(MigrationBuilder migrationBuilder)
    {
        const string Table = "Disbursements_BatchLines";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<Guid>(),
                BatchId = table.Column<Guid>(),
                Number = table.Column<int>(),
                LineId = table.Column<Guid>(),
                AmountMinor = table.Column<long>(),
                Answer = table.Column<string>(maxLength: 20),
                Reason = table.Column<string>(maxLength: 200, nullable: true),
                BankReference = table.Column<string>(maxLength: 200, nullable: true),
                AnsweredUtc = table.Column<DateTime>(nullable: true),
                OpenLineId = table.Column<Guid>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Disbursements_BatchLines", row => row.Id);
                table.ForeignKey("FK_Disbursements_BatchLines_Disbursements_Batches_BatchId", row => row.BatchId, "Disbursements_Batches", "Id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("FK_Disbursements_BatchLines_Disbursements_Lines_LineId", row => row.LineId, "Disbursements_Lines", "Id", onDelete: ReferentialAction.Restrict);
                table.CheckConstraint("CK_Disbursements_BatchLines_Amount", "\"AmountMinor\" > 0");
            });
        migrationBuilder.CreateIndex("IX_Disbursements_BatchLines_BatchId_Number", Table, ["BatchId", "Number"], unique: true);
        migrationBuilder.CreateIndex("IX_Disbursements_BatchLines_BatchId_Answer_Number", Table, ["BatchId", "Answer", "Number"]);
        migrationBuilder.CreateIndex("IX_Disbursements_BatchLines_LineId", Table, "LineId");
        migrationBuilder.CreateIndex("IX_Disbursements_BatchLines_OpenLineId", Table, "OpenLineId", unique: true);
    }
}
