using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Charity.Platform.Localization;
using Charity.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Notices;

/// <summary>What a notice says beside its projects.</summary>
/// <param name="Publisher">The charity or office that publishes it.</param>
/// <param name="Reason">Of a correction.</param>
internal sealed record PublishedNotice(string Slug, int Number, string CallTitle, string Publisher, DateOnly FirstDay, DateOnly LastDay, int WorkingDays, string Currency, string? Reason);

/// <summary>
/// Writes a notice as one text that anybody can check against its hash: Chinese, UTF-8, a line feed after every line, one project a line with
/// tabs between number, project, organisation, credit code, area and amount. Once published it is never written anew.
/// </summary>
internal static class NoticeText
{
    public static string Write(PublishedNotice notice, IEnumerable<AwardNoticeEntry> entries, IStringLocalizer texts)
    {
        // The notice is a document of its own language, whoever publishes it.
        using var _ = ReadersCulture.Use("zh-CN");
        var lines = new List<string>
        {
            texts["Public notice of projects to be awarded"],
            notice.CallTitle,
            notice.Publisher,
            notice.Slug,
            texts["{0} to {1}, {2} working days", DayWords.Of(notice.FirstDay), DayWords.Of(notice.LastDay), notice.WorkingDays],
        };
        if (notice.Reason is { } reason)
        {
            lines.Add(texts["Corrected: {0}", OneLine(reason)]);
        }

        lines.Add(string.Join('\t', texts["Number"], texts["Project"], texts["Organisation"], texts["Credit code"], texts["Area"], texts["Amount ({0})", notice.Currency]));
        lines.AddRange(entries.OrderBy(entry => entry.Place).Select(entry => string.Join(
            '\t', entry.Number.ToString(CultureInfo.InvariantCulture), OneLine(entry.Title), OneLine(entry.OrganisationName), entry.CreditCode, OneLine(entry.AreaName),
            Money.ToMajor(entry.AmountMinor, notice.Currency).ToString(CultureInfo.InvariantCulture))));
        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>64 hexadecimal digits in lower case.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string OneLine(string text) => PlainText.Clean(text);
}
