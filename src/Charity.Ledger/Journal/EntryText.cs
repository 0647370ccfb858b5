using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Charity.Ledger.Contracts;

namespace Charity.Ledger.Journal;

/// <summary>
/// The canonical text of an entry and its hashes, as docs/decisions/0003-hash-chain.md describes them for outsiders. Lines of
/// <c>name=value</c>, each ended by a line feed, in UTF-8; the hash is SHA-256 in lower-case hexadecimal digits. What is written
/// once is never changed: a new form needs a new first line.
/// </summary>
internal static class EntryText
{
    private const string Form = "charity-ledger-entry v1";

    /// <summary>The hash before the first entry's.</summary>
    public static readonly string Genesis = new('0', 64);

    // Broken surrogates have no UTF-8; they must not all become the same question mark.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The lines the caller decides; their hash tells a repeated request from a different one with the same id.</summary>
    public static string Of(EntryContent entry)
    {
        var text = new StringBuilder(400);
        Line(text, "id", entry.Id.ToString("D"));
        Line(text, "phase", Word(entry.Phase));
        Line(text, "kind", entry.Kind);
        Line(text, "reference", entry.Reference);
        Line(text, "provider-object", entry.ProviderObject);
        Line(text, "effective", entry.EffectiveDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Line(text, "reverses", entry.ReversesEntryId?.ToString("D"));
        Line(text, "resolves", entry.ResolvesEntryId?.ToString("D"));
        Line(text, "reason", entry.Reason);
        foreach (var (debitCode, creditCode, amountMinor, currency) in entry.Lines)
        {
            Line(text, "posting", string.Create(CultureInfo.InvariantCulture, $"{debitCode} {creditCode} {amountMinor} {currency}"));
        }

        return text.ToString();
    }

    /// <summary>The whole text: where the entry stands in the chain, then its content.</summary>
    public static string Whole(long number, DateTime recordedUtc, string previousHash, string content)
    {
        var text = new StringBuilder(content.Length + 200);
        text.Append(Form).Append('\n');
        Line(text, "number", number.ToString(CultureInfo.InvariantCulture));
        Line(text, "recorded", recordedUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        Line(text, "previous", previousHash);
        return text.Append(content).ToString();
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Utf8.GetBytes(text)));

    private static string Word(EntryPhase phase) => phase switch
    {
        EntryPhase.Posted => "posted",
        EntryPhase.Reserved => "reserved",
        EntryPhase.Confirmed => "confirmed",
        EntryPhase.Released => "released",
        _ => throw new InvalidOperationException($"Unknown phase {phase}."),
    };

    private static void Line(StringBuilder text, string name, string? value) => text.Append(name).Append('=').Append(value).Append('\n');
}
