using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Charity.Ledger.Contracts;

namespace Charity.Disclosure.Journal;

/// <summary>
/// The text an entry's hash is made from, written a second time from its public description (docs/decisions/0003-hash-chain.md) and
/// from nothing but what is published: if both did not agree, the description would be wrong.
/// </summary>
internal static class CanonicalText
{
    public static string Of(LedgerEntry entry)
    {
        var text = new StringBuilder("charity-ledger-entry v1\n", 600);
        Line("number", entry.Number.ToString(CultureInfo.InvariantCulture));
        Line("recorded", Moment(entry.RecordedUtc));
        Line("previous", entry.PreviousHash);
        Line("id", entry.Id.ToString("D"));
        Line("phase", PhaseName(entry.Phase));
        Line("kind", entry.Kind);
        Line("reference", entry.Reference);
        Line("provider-object", entry.ProviderObject);
        Line("effective", entry.EffectiveDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Line("reverses", entry.ReversesId?.ToString("D"));
        Line("resolves", entry.ResolvesId?.ToString("D"));
        Line("reason", entry.Reason);
        foreach (var posting in entry.Postings)
        {
            Line("posting", string.Create(CultureInfo.InvariantCulture, $"{posting.Debit.Code} {posting.Credit.Code} {posting.AmountMinor} {posting.Currency}"));
        }

        return text.ToString();

        void Line(string name, string? value) => text.Append(name).Append('=').Append(value).Append('\n');
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A time as it is hashed: always six decimals, 2026-03-01T08:30:00.120000Z.</summary>
    public static string Moment(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static string PhaseName(EntryPhase phase) => phase switch
    {
        EntryPhase.Posted => "posted",
        EntryPhase.Reserved => "reserved",
        EntryPhase.Confirmed => "confirmed",
        EntryPhase.Released => "released",
        _ => throw new InvalidOperationException($"Unknown phase {phase}."),
    };
}
