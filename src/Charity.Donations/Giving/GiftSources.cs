namespace Charity.Donations.Giving;

/// <summary>How the sources of gifts are called: to programs, and (as keys of translations) to people.</summary>
internal static class GiftSources
{
    public static string Word(GiftSource source) => source switch
    {
        GiftSource.Online => "online",
        GiftSource.Cash => "cash",
        GiftSource.Bank => "bank",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
    };

    public static string Text(GiftSource source) => source switch
    {
        GiftSource.Online => "Online",
        GiftSource.Cash => "In cash",
        GiftSource.Bank => "Bank transfer",
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, null),
    };
}
