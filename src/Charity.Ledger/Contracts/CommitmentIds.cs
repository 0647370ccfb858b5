using Charity.Platform.Data;

namespace Charity.Ledger.Contracts;

/// <summary>A reservation becomes a commitment once, by whoever needs it first: when money of it goes to the bank, or when a part of it is given up before.</summary>
public static class CommitmentIds
{
    /// <summary>The id of the entry that confirms the reservation.</summary>
    public static Guid Of(Guid reservationId) => DerivedId.Of("commitment", reservationId.ToString("N"));
}
