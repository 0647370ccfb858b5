using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Disbursements.Statements;

/// <summary>Where the cashier holds the bank's statement against what was paid; auditors read along.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class StatementsController : CharityController
{
    [HttpGet("/manage/statements")]
    public Task<IActionResult> Index() => ShowAsync(new ShowStatements());

    [HttpPost("/manage/statements"), AcceptsAttachments]
    public async Task<IActionResult> Import(IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        return await SaveAsync(
            new ImportStatement(file?.FileName ?? string.Empty, content), "The statement was taken in.", _ => "/manage/statements", () => ShowAsync(new ShowStatements(), nameof(Index)));
    }

    [HttpPost("/manage/statements/notes")]
    public Task<IActionResult> Settle([FromForm] SettleStatement form) => SaveAsync(form, "Settled.", "/manage/statements", () => ShowAsync(new ShowStatements(), nameof(Index)));
}

internal static class StatementWords
{
    public static string Of(StatementMatch match) => match switch
    {
        StatementMatch.None => "Fits nothing here",
        StatementMatch.AmountDiffers => "Names a transfer of another amount",
        StatementMatch.Repeated => "Names a transfer that is confirmed already",
        StatementMatch.BankReference or StatementMatch.TransferNumber or StatementMatch.Batch or StatementMatch.Payee => "Confirms what was paid",
        StatementMatch.Demand => "Money that was demanded back",
        _ => throw new InvalidOperationException($"Unknown match {match}."),
    };
}
