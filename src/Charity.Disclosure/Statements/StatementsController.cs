using Charity.Platform.Exports;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Disclosure.Statements;

internal sealed class StatementsController : CharityController
{
    [HttpGet("/transparency/funds/{slug}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Show(string slug, string? month) => ShowAsync(new ShowStatement(slug, month));

    [HttpGet("/transparency/funds/{slug}/export"), EnableRateLimiting(RateLimits.Search)]
    public async Task<IActionResult> Export(string slug, string? month, string? format)
    {
        var chosen = ExportFile.FormatOf(format);
        if (chosen.Failure is { } unknown)
        {
            return Refuse(unknown);
        }

        var statement = await SendAsync(new ShowStatement(slug, month));
        return statement.Failure is { } failure ? Refuse(failure) : new ExportFile(StatementTable.Of(statement.Value, T), chosen.Value, $"{slug}-{statement.Value.MonthValue}");
    }
}
