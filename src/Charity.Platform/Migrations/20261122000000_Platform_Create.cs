using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Platform.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261122000000_Platform_Create")]
internal sealed class PlatformCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Platform_Settings",
            table => new { Name = table.Column<string>(maxLength: 100), Json = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_Platform_Settings", row => row.Name));
        migrationBuilder.CreateTable(
            "Platform_DataProtectionKeys",
            table => new
            {
                Id = table.Column<int>()
                    .Annotation("Sqlite:Autoincrement", true)
                    .Annotation("Npgsql:ValueGenerationStrategy", Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                FriendlyName = table.Column<string>(maxLength: 200, nullable: true),
                Xml = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Platform_DataProtectionKeys", row => row.Id));
        migrationBuilder.CreateTable(
            "Platform_AuditEntries",
            table => new
            {
                Id = table.Column<Guid>(),
                AtUtc = table.Column<DateTime>(),
                ActorId = table.Column<Guid>(nullable: true),
                ActorName = table.Column<string>(maxLength: 200),
                RemoteAddress = table.Column<string>(maxLength: 64, nullable: true),
                RequestId = table.Column<string>(maxLength: 64),
                Action = table.Column<string>(maxLength: 100),
                SubjectId = table.Column<string>(maxLength: 100, nullable: true),
                Before = table.Column<string>(nullable: true),
                After = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Platform_AuditEntries", row => row.Id));
        migrationBuilder.CreateIndex("IX_Platform_AuditEntries_AtUtc", "Platform_AuditEntries", "AtUtc");
        migrationBuilder.CreateIndex("IX_Platform_AuditEntries_SubjectId_AtUtc", "Platform_AuditEntries", ["SubjectId", "AtUtc"]);
        migrationBuilder.CreateTable(
            "Platform_WorkflowSteps",
            table => new
            {
                Id = table.Column<Guid>(),
                Process = table.Column<string>(maxLength: 50),
                InstanceId = table.Column<Guid>(),
                Number = table.Column<int>(),
                From = table.Column<string>(maxLength: 50),
                Trigger = table.Column<string>(maxLength: 50),
                To = table.Column<string>(maxLength: 50),
                AtUtc = table.Column<DateTime>(),
                ActorId = table.Column<Guid>(nullable: true),
                ActorName = table.Column<string>(maxLength: 200),
                RemoteAddress = table.Column<string>(maxLength: 64, nullable: true),
                Note = table.Column<string>(maxLength: 2000, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Platform_WorkflowSteps", row => row.Id));
        migrationBuilder.CreateIndex("IX_Platform_WorkflowSteps_InstanceId_Number", "Platform_WorkflowSteps", ["InstanceId", "Number"], unique: true);
        migrationBuilder.CreateTable(
            "Platform_Mails",
            table => new
            {
                Id = table.Column<Guid>(),
                Key = table.Column<string>(maxLength: 200),
                To = table.Column<string>(),
                Subject = table.Column<string>(maxLength: 300),
                Text = table.Column<string>(),
                CreatedUtc = table.Column<DateTime>(),
                State = table.Column<int>(),
                Attempts = table.Column<int>(),
                NextAttemptUtc = table.Column<DateTime>(),
                SentUtc = table.Column<DateTime>(nullable: true),
                LastError = table.Column<string>(maxLength: 1000, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Platform_Mails", row => row.Id));
        migrationBuilder.CreateIndex("IX_Platform_Mails_Key", "Platform_Mails", "Key", unique: true);
        migrationBuilder.CreateIndex("IX_Platform_Mails_State_NextAttemptUtc", "Platform_Mails", ["State", "NextAttemptUtc"]);
        migrationBuilder.CreateTable(
            "Platform_JobRuns",
            table => new
            {
                Job = table.Column<string>(maxLength: 100),
                StartedUtc = table.Column<DateTime>(),
                DurationSeconds = table.Column<double>(nullable: true),
                Error = table.Column<string>(maxLength: 2000, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Platform_JobRuns", row => row.Job));
        migrationBuilder.CreateTable(
            "Platform_IdempotencyRecords",
            table => new
            {
                Key = table.Column<string>(maxLength: 64),
                RequestHash = table.Column<string>(maxLength: 64),
                CreatedUtc = table.Column<DateTime>(),
                Status = table.Column<int>(nullable: true),
                Body = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Platform_IdempotencyRecords", row => row.Key));
        migrationBuilder.CreateIndex("IX_Platform_IdempotencyRecords_CreatedUtc", "Platform_IdempotencyRecords", "CreatedUtc");
        migrationBuilder.CreateTable(
            "Platform_Alerts",
            table => new
            {
                Id = table.Column<Guid>(),
                Key = table.Column<string>(maxLength: 200),
                Message = table.Column<string>(maxLength: 500),
                Arguments = table.Column<string>(maxLength: 2000),
                Url = table.Column<string>(maxLength: 300),
                Permission = table.Column<string>(maxLength: 100),
                Scope = table.Column<string>(maxLength: 1000),
                EverywherePermission = table.Column<string>(maxLength: 100),
                RaisedUtc = table.Column<DateTime>(),
                ResolvedUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Platform_Alerts", row => row.Id));
        migrationBuilder.CreateIndex("IX_Platform_Alerts_Key", "Platform_Alerts", "Key", unique: true);
        migrationBuilder.CreateIndex("IX_Platform_Alerts_ResolvedUtc_RaisedUtc", "Platform_Alerts", ["ResolvedUtc", "RaisedUtc"]);
    }
}
