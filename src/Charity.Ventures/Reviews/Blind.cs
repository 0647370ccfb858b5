namespace Charity.Ventures.Reviews;

/// <summary>Takes an applicant's names out of what a reviewer who judges blind reads. Answers that tell who applies are left out as a whole; this is for the others.</summary>
internal static class Blind
{
    private const string Hidden = "▇▇";

    /// <summary>Shorter names are too common to be taken out of a text.</summary>
    private const int LeastLength = 2;

    /// <param name="names">Null where nothing is hidden.</param>
    public static string Hide(string text, IReadOnlyList<string>? names) => (names ?? [])
        .Where(name => name.Length >= LeastLength)
        .OrderByDescending(name => name.Length)
        .Aggregate(text, (hidden, name) => hidden.Replace(name, Hidden, StringComparison.OrdinalIgnoreCase));
}
