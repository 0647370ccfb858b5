namespace Charity.Donations.Giving;

/// <summary>What the provider is expected to keep of a charge, and what has to be charged so that a gift arrives whole. Estimates; the books carry the real fee.</summary>
internal static class FeeCover
{
    private const int WholeInBasisPoints = 10_000;

    /// <summary>The expected fee of a charge, rounded up: the fund should rather get a fen more than was said.</summary>
    public static long FeeOf(long chargedMinor, GivingSettings settings) =>
        Math.Min(chargedMinor, settings.FeeFixedMinor + DivideUp(chargedMinor * settings.FeeBasisPoints, WholeInBasisPoints));

    /// <summary>What to add to a gift so that the charge less its fee is at least the gift, and not one minor unit more than needed.</summary>
    public static long CoverOf(long giftMinor, GivingSettings settings)
    {
        var charged = DivideUp((giftMinor + settings.FeeFixedMinor) * WholeInBasisPoints, WholeInBasisPoints - settings.FeeBasisPoints);

        // Two roundings may overshoot by a unit.
        while (charged > giftMinor && charged - 1 - FeeOf(charged - 1, settings) >= giftMinor)
        {
            charged--;
        }

        while (charged - FeeOf(charged, settings) < giftMinor)
        {
            charged++;
        }

        return charged - giftMinor;
    }

    private static long DivideUp(long value, long divisor) => (value + divisor - 1) / divisor;
}
