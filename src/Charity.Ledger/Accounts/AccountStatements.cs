using System.Data;
using Charity.Ledger.Journal;

namespace Charity.Ledger.Accounts;

internal static class AccountStatements
{
    public static readonly Statement Insert = new(
        """
        INSERT INTO "Ledger_Accounts" ("Id", "Code", "Owner", "Type", "Currency", "Name", "NameArgument", "MayNotGoNegative",
            "DebitsPosted", "CreditsPosted", "DebitsPending", "CreditsPending", "Version")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, 0, 0, 0, 0, 1)
        """,
        DbType.Guid, DbType.String, DbType.String, DbType.Int32, DbType.String, DbType.String, DbType.String, DbType.Boolean);

    public static readonly Statement Rename = new(
        """
        UPDATE "Ledger_Accounts" SET "Name" = @p2, "NameArgument" = @p3, "Version" = "Version" + 1 WHERE "Id" = @p0 AND "Version" = @p1
        """,
        DbType.Guid, DbType.Int64, DbType.String, DbType.String);

    public static readonly Statement SetTotals = new(
        """
        UPDATE "Ledger_Accounts"
        SET "DebitsPosted" = @p2, "CreditsPosted" = @p3, "DebitsPending" = @p4, "CreditsPending" = @p5, "Version" = "Version" + 1
        WHERE "Id" = @p0 AND "Version" = @p1
        """,
        DbType.Guid, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);
}
