namespace Charity.Ledger.Totals;

/// <summary>What moved on an account, summed up entry by entry.</summary>
internal sealed class Movement
{
    public long Debits { get; set; }

    public long Credits { get; set; }

    public long Entries { get; set; }

    public static void Add<TKey>(Dictionary<TKey, Movement> movements, TKey key, long debits, long credits, int entries) where TKey : notnull
    {
        if (!movements.TryGetValue(key, out var movement))
        {
            movements.Add(key, movement = new Movement());
        }

        movement.Debits = checked(movement.Debits + debits);
        movement.Credits = checked(movement.Credits + credits);
        movement.Entries += entries;
    }
}
