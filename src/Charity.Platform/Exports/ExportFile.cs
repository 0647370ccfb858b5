using Charity.Platform.Requests;
using Charity.Platform.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Charity.Platform.Exports;

/// <summary>The formats a table can be downloaded in.</summary>
public enum ExportFormat
{
    Csv,
    Xlsx,
}

/// <summary>A table as a download, for MVC actions and minimal API endpoints alike. Not to be cached: exports hold personal data.</summary>
/// <param name="table">What to write; it is read while the response is sent.</param>
/// <param name="format">The format.</param>
/// <param name="fileName">The name without ending, in any language.</param>
public sealed class ExportFile(ITable table, ExportFormat format, string fileName) : IActionResult, IResult
{
    /// <summary>The format named in an address: <c>csv</c> or <c>xlsx</c> in any letter case, CSV when none is named. Fails with <c>format_unknown</c>.</summary>
    public static Result<ExportFormat> FormatOf(string? format) => format?.Trim().ToLowerInvariant() switch
    {
        null or "" or "csv" => ExportFormat.Csv,
        "xlsx" => ExportFormat.Xlsx,
        _ => Failure.NotFound("format_unknown", "Tables can be downloaded for Excel (xlsx) or as CSV (csv). There is no other format."),
    };

    public Task ExecuteResultAsync(ActionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ExecuteAsync(context.HttpContext);
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.Headers.ContentDisposition = Disposition();
        response.Headers.CacheControl = "private, no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = format == ExportFormat.Xlsx ? XlsxTable.ContentType : CsvTable.ContentType;
        return format == ExportFormat.Xlsx
            ? XlsxTable.WriteAsync(response.Body, table, httpContext.RequestAborted)
            : CsvTable.WriteAsync(response.Body, table, httpContext.RequestAborted);
    }

    // RFC 6266: filename* carries the name in UTF-8, filename an ASCII stand-in for old clients.
    private string Disposition()
    {
        var ending = format == ExportFormat.Xlsx ? ".xlsx" : ".csv";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(SafeName() + ending);
        return disposition.ToString();
    }

    // No path, no character that some file system refuses, no leading dot that would hide the file.
    private string SafeName()
    {
        var name = string.Concat(PlainText.Clean(fileName).Select(character => "/\\:*?\"<>|%;".Contains(character, StringComparison.Ordinal) ? '-' : character))
            .Trim('.', ' ');
        return name.Length == 0 ? "export" : PlainText.Clean(name[..Math.Min(name.Length, 100)]);
    }
}
