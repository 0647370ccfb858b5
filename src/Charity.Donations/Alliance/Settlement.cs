using System.Globalization;
using Charity.Platform.Audit;
using Charity.Platform.Text;

namespace Charity.Donations.Alliance;

/// <summary>Who told a merchant's sales; both null for the merchant itself, by its link.</summary>
internal sealed record Teller(Guid? Id, string? Name);

/// <summary>
/// What a merchant sold in a month and owes for it. Never changed: a correction is a new row that takes its place, and the old one stays.
/// It is paid when the gift that was entered for it is confirmed.
/// </summary>
[Audited]
internal sealed class Settlement
{
    public const int ReasonLength = 300;

    private Settlement()
    {
    }

    public Guid Id { get; private init; }
    public Guid MerchantId { get; private init; }

    /// <summary>The month's first day.</summary>
    public DateOnly Month { get; private init; }

    /// <summary>1 for the first row of the month, one more for each correction.</summary>
    public int Number { get; private init; }

    /// <summary>One row of a month counts: the last.</summary>
    public bool IsCurrent { get; private set; }

    /// <summary>The number of sales, or the turnover in minor units, as the pledge asks.</summary>
    public long Basis { get; private init; }

    /// <summary>The pledge as it was when this was written.</summary>
    public PledgeKind PledgeKind { get; private init; }
    public int PledgeRate { get; private init; }

    /// <summary>What is owed; zero when nothing was sold.</summary>
    public long AmountMinor { get; private init; }
    public string Currency { get; private init; } = Money.Yuan;

    /// <summary>The last day for the money to come.</summary>
    public DateOnly DueOn { get; private init; }

    /// <summary>Why the earlier row was wrong; null for the first.</summary>
    public string? Reason { get; private init; }
    public Guid? ToldById { get; private init; }

    /// <summary>Null when the merchant told it itself.</summary>
    public string? ToldByName { get; private init; }
    public DateTime ToldUtc { get; private init; }

    /// <summary>The gift that was entered when the money came; null before.</summary>
    public Guid? OfflineGiftId { get; private set; }

    /// <summary>Counts what happens to the row, so that of two at once the second looks at the first's.</summary>
    public int Version { get; private set; }

    public Pledge Pledge => new(PledgeKind, PledgeRate);

    public static Settlement Tell(Merchant merchant, DateOnly month, int number, long basis, string? reason, DateOnly dueOn, Teller teller, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), MerchantId = merchant.Id, Month = month, Number = number, IsCurrent = true, Basis = basis, PledgeKind = merchant.PledgeKind, PledgeRate = merchant.PledgeRate,
        AmountMinor = merchant.Pledge.For(basis), DueOn = dueOn, Reason = reason, ToldById = teller.Id, ToldByName = teller.Name, ToldUtc = now.UtcDateTime,
    };

    /// <summary>Stands on the transfer: <c>k7m2p9qa-202610</c>.</summary>
    public static string ReferenceOf(string slug, DateOnly month) => string.Create(CultureInfo.InvariantCulture, $"{slug}-{month:yyyyMM}");

    public void Replace()
    {
        IsCurrent = false;
        Version++;
    }

    public void Entered(Guid offlineGiftId)
    {
        OfflineGiftId = offlineGiftId;
        Version++;
    }
}
