using System.Data;
using Charity.Ledger.Accounts;
using Charity.Platform.Data;

namespace Charity.Ledger.Writing;

internal static class AccountStatements
{
    private static readonly Statement InsertAccount = Statement.Insert(
        AccountConfiguration.Table,
        [
            ("Id", DbType.Guid), ("Code", DbType.String), ("Owner", DbType.String), ("Type", DbType.Int32), ("Currency", DbType.String),
            ("Name", DbType.String), ("NameArgument", DbType.String), ("MayNotGoNegative", DbType.Boolean),
            ("DebitsPosted", DbType.Int64), ("CreditsPosted", DbType.Int64), ("DebitsPending", DbType.Int64), ("CreditsPending", DbType.Int64), ("Version", DbType.Int64),
        ]);

    private static readonly Statement RenameAccount = Statement.Update(
        """
        UPDATE "Ledger_Accounts" SET "Name" = @p2, "NameArgument" = @p3, "Version" = "Version" + 1 WHERE "Id" = @p0 AND "Version" = @p1
        """,
        DbType.Guid, DbType.Int64, DbType.String, DbType.String);

    private static readonly Statement SetTotalsOfAccount = Statement.Update(
        """
        UPDATE "Ledger_Accounts"
        SET "DebitsPosted" = @p2, "CreditsPosted" = @p3, "DebitsPending" = @p4, "CreditsPending" = @p5, "Version" = "Version" + 1
        WHERE "Id" = @p0 AND "Version" = @p1
        """,
        DbType.Guid, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64, DbType.Int64);

    public static void Insert(this StatementBatch batch, Account account) => batch.Add(
        InsertAccount, account.Id, account.Code, account.Owner, (int)account.Type, account.Currency, account.Name, account.NameArgument, account.MayNotGoNegative,
        account.DebitsPosted, account.CreditsPosted, account.DebitsPending, account.CreditsPending, account.Version);

    public static void Rename(this StatementBatch batch, Account account, string name, string? nameArgument) =>
        batch.Add(RenameAccount, account.Id, account.Version, name, nameArgument);

    /// <summary>The account's totals as they are now, if it is still at the version that was read.</summary>
    public static void SetTotals(this StatementBatch batch, Account account) =>
        batch.Add(SetTotalsOfAccount, account.Id, account.Version, account.DebitsPosted, account.CreditsPosted, account.DebitsPending, account.CreditsPending);
}
