using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Charity.Platform.Audit;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Microsoft.Extensions.Localization;

namespace Charity.Users.Privacy;

/// <summary>A module's share of somebody's data.</summary>
internal sealed record DataPart(string Section, string Title, JsonNode Data);

/// <summary>
/// The same data as the JSON files, for people: one page of HTML that needs nothing else, in the reader's language and by the site's
/// clock. It is made from the JSON, so that nothing can be in one and not in the other.
/// </summary>
internal sealed class DataSummary(IStringLocalizer texts, SiteTime time)
{
    private const string UtcEnd = "Utc";

    public string Write(string name, DateTime madeUtc, IReadOnlyList<DataPart> parts)
    {
        var title = texts["What we keep about {0}", name];
        var page = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{CultureInfo.CurrentUICulture.Name}\">\n<head><meta charset=\"utf-8\"><title>{Safe(title)}</title></head>\n<body>\n<h1>{Safe(title)}</h1>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>{Safe(texts["As of {0}", time.Local(madeUtc)])}</p>\n");
        foreach (var (_, heading, data) in parts)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Safe(texts[heading])}</h2>\n");
            Append(page, data);
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private void Append(StringBuilder page, JsonNode data)
    {
        if (data is JsonArray rows)
        {
            page.Append("<ol>\n");
            foreach (var row in rows.OfType<JsonNode>())
            {
                page.Append("<li>");
                Append(page, row);
                page.Append("</li>\n");
            }

            page.Append("</ol>\n");
        }
        else if (data is JsonObject fields)
        {
            page.Append("<dl>\n");
            foreach (var (name, value) in fields.Where(field => field.Value is not (null or JsonArray { Count: 0 })))
            {
                page.Append(CultureInfo.InvariantCulture, $"<dt>{Safe(FieldName(name))}</dt><dd>");
                if (value is JsonValue single)
                {
                    page.Append(Safe(ValueText(name, single)));
                }
                else
                {
                    Append(page, value!);
                }

                page.Append("</dd>\n");
            }

            page.Append("</dl>\n");
        }
        else
        {
            page.Append(Safe(data.ToString()));
        }
    }

    private string FieldName(string name) => AuditWords.Field(texts, char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..]);

    private string ValueText(string name, JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True => texts["Yes"],
        JsonValueKind.False => texts["No"],
        JsonValueKind.String => InWords(name, value.GetValue<string>()),
        _ => value.ToString(),
    };

    private string InWords(string name, string text)
    {
        if (name.EndsWith(UtcEnd, StringComparison.Ordinal)
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment))
        {
            return DayWords.Of(time.Local(moment));
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return DayWords.Of(day);
        }

        return name == "action" ? AuditWords.Action(texts, text) : text;
    }

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
