using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Charity.Payments.Migrations;

[DbContext(typeof(CharityDbContext))]
[Migration("20261122050000_Payments_Create")]
internal sealed class PaymentsCreate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateCheckouts(migrationBuilder);
        CreateInbox(migrationBuilder);
        CreateSandbox(migrationBuilder);
    }

    private static void CreateCheckouts(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Payments_Checkouts",
            table => new
            {
                Id = table.Column<Guid>(),
                Provider = table.Column<string>(maxLength: 20),
                Reference = table.Column<string>(maxLength: 200),
                AmountMinor = table.Column<long>(),
                Currency = table.Column<string>(maxLength: 3),
                Description = table.Column<string>(),
                Email = table.Column<string>(nullable: true),
                Culture = table.Column<string>(maxLength: 10),
                SuccessUrl = table.Column<string>(maxLength: 2000),
                CancelUrl = table.Column<string>(maxLength: 2000),
                CreatedUtc = table.Column<DateTime>(),
                Attempt = table.Column<int>(),
                IdempotencyKey = table.Column<string>(maxLength: 100),
                State = table.Column<int>(),
                ProviderSessionId = table.Column<string>(maxLength: 255, nullable: true),
                Url = table.Column<string>(maxLength: 5000, nullable: true),
                ExpiresUtc = table.Column<DateTime>(nullable: true),
                ProviderObject = table.Column<string>(maxLength: 300, nullable: true),
                DecidedByEventId = table.Column<string>(maxLength: 150, nullable: true),
                Version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_Payments_Checkouts", row => row.Id));
        migrationBuilder.CreateIndex("IX_Payments_Checkouts_ProviderObject", "Payments_Checkouts", "ProviderObject", unique: true);
    }

    private static void CreateInbox(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Payments_Inbox",
            table => new
            {
                Id = table.Column<Guid>(),
                Provider = table.Column<string>(maxLength: 20),
                EventId = table.Column<string>(maxLength: 150),
                Type = table.Column<string>(maxLength: 100),
                IsLive = table.Column<bool>(),
                CreatedUtc = table.Column<DateTime>(),
                ReceivedUtc = table.Column<DateTime>(),
                ContentHash = table.Column<byte[]>(maxLength: 32),
                Payload = table.Column<byte[]>(),
                State = table.Column<int>(),
                Attempts = table.Column<int>(),
                DueUtc = table.Column<DateTime>(),
                Error = table.Column<string>(maxLength: 1000, nullable: true),
                DoneUtc = table.Column<DateTime>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Payments_Inbox", row => row.Id));
        migrationBuilder.CreateIndex("IX_Payments_Inbox_Provider_EventId", "Payments_Inbox", ["Provider", "EventId"], unique: true);
        migrationBuilder.CreateIndex("IX_Payments_Inbox_State_Id", "Payments_Inbox", ["State", "Id"]);
    }

    private static void CreateSandbox(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "Payments_SandboxSessions",
            table => new
            {
                Id = table.Column<string>(maxLength: 100),
                IdempotencyKey = table.Column<string>(maxLength: 100),
                ClientReferenceId = table.Column<string>(maxLength: 200),
                Attempt = table.Column<int>(),
                Reference = table.Column<string>(maxLength: 200),
                AmountMinor = table.Column<long>(),
                Currency = table.Column<string>(maxLength: 3),
                Description = table.Column<string>(),
                SuccessUrl = table.Column<string>(maxLength: 2000),
                CancelUrl = table.Column<string>(maxLength: 2000),
                CreatedUtc = table.Column<DateTime>(),
                ExpiresUtc = table.Column<DateTime>(),
                Status = table.Column<int>(),
                Outcome = table.Column<int>(nullable: true),
                SettlesUtc = table.Column<DateTime>(nullable: true),
                PaymentId = table.Column<string>(maxLength: 100, nullable: true),
                Declines = table.Column<int>(),
                Version = table.Column<int>(),
            },
            constraints: table => table.PrimaryKey("PK_Payments_SandboxSessions", row => row.Id));
        migrationBuilder.CreateIndex("IX_Payments_SandboxSessions_IdempotencyKey", "Payments_SandboxSessions", "IdempotencyKey", unique: true);
        migrationBuilder.CreateIndex("IX_Payments_SandboxSessions_ClientReferenceId_Attempt", "Payments_SandboxSessions", ["ClientReferenceId", "Attempt"]);
        migrationBuilder.CreateIndex("IX_Payments_SandboxSessions_Status_ExpiresUtc", "Payments_SandboxSessions", ["Status", "ExpiresUtc"]);
        migrationBuilder.CreateTable(
            "Payments_SandboxDeliveries",
            table => new
            {
                Id = table.Column<Guid>(),
                SessionId = table.Column<string>(maxLength: 100),
                Payload = table.Column<byte[]>(),
                DueUtc = table.Column<DateTime>(),
                Attempts = table.Column<int>(),
                DeliveredUtc = table.Column<DateTime>(nullable: true),
                LastAnswer = table.Column<string>(maxLength: 200, nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Payments_SandboxDeliveries", row => row.Id));
        migrationBuilder.CreateIndex("IX_Payments_SandboxDeliveries_DeliveredUtc_DueUtc", "Payments_SandboxDeliveries", ["DeliveredUtc", "DueUtc"]);
    }
}
