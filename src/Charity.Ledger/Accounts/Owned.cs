namespace Charity.Ledger.Accounts;

internal static class Owned
{
    private const string Funds = "fund:";

    /// <summary>The accounts of these owners; of every fund when none is named.</summary>
    public static IQueryable<Account> By(IQueryable<Account> accounts, IReadOnlyCollection<string> owners) => owners.Count == 0
        ? accounts.Where(account => account.Owner.StartsWith(Funds))
        : accounts.Where(account => owners.Contains(account.Owner));
}
