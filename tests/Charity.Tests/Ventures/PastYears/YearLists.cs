using System.Text;
using Charity.Platform.Exports;
using Charity.Tests.Support;
using Charity.Ventures.PastYears;

namespace Charity.Tests.Ventures.PastYears;

/// <summary>Lists of a finished year as an officer has them.</summary>
internal static class YearLists
{
    public const string Page = "/office/projects/import";
    private static readonly string[] Headings = [.. YearColumn.All.Select(column => column.Heading.Zh)];

    /// <summary>A row that can stand; what a test cares about is replaced by its column.</summary>
    public static string[] Row(int number, params (YearColumn Column, string Text)[] cells)
    {
        string[] row =
        [
            $"{number}", $"邻里陪伴项目{number}", "52990101MJDEM1017J", "梅园社区、听涛社区", "福彩公益金", "36,800.50", "12", "320", "8", "24", "2024-03-01", "2024年12月31日", "结项", "88.5", "志愿者由 18 人增加到 46 人。",
        ];
        foreach (var (column, text) in cells)
        {
            row[YearColumn.All.ToList().IndexOf(column)] = text;
        }

        return row;
    }

    public static byte[] Csv(params string[][] rows) => CsvOf(Headings, rows);

    public static byte[] CsvOf(string[] headings, params string[][] rows) =>
        Encoding.UTF8.GetBytes(string.Join("\r\n", rows.Prepend(headings).Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))));

    public static async Task<byte[]> XlsxAsync(params string[][] rows)
    {
        var table = Table.From("项目", rows);
        foreach (var (place, heading) in Headings.Index())
        {
            table.Text(heading, row => row[place]);
        }

        using var file = new MemoryStream();
        await XlsxTable.WriteAsync(file, table, CancellationToken.None);
        return file.ToArray();
    }

    /// <summary>Sends a list and opens the page it leads to; the page with the form when it is refused.</summary>
    public static async Task<AngleSharp.Html.Dom.IHtmlDocument> UploadListAsync(this Visitor officer, byte[] list, string name, string title, string year = "2024", string? call = null)
    {
        var page = await officer.OpenAsync(Page);
        using var form = new MultipartFormDataContent { { new StringContent(page.QuerySelector("form[enctype] [name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" } };
        foreach (var (field, text) in new[] { ("Call", call ?? string.Empty), ("Year", call is null ? year : string.Empty), ("Title", call is null ? title : string.Empty), ("EnglishTitle", string.Empty) })
        {
            form.Add(new StringContent(text), field);
        }

        form.Add(new ByteArrayContent(list), "file", name);
        var answer = await officer.PostAsync(Page, form);
        return officer.Location is { } preview ? await officer.OpenAsync(preview) : answer;
    }

    /// <summary>Row, code of every problem of a preview.</summary>
    public static (string Row, string Code)[] ProblemsOf(AngleSharp.Dom.IParentNode page) =>
        [.. page.QuerySelectorAll("tr[data-code]").Select(row => (row.QuerySelector("td")!.TextContent.Trim(), row.GetAttribute("data-code")!))];
}
