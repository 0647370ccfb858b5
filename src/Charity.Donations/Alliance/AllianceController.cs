using Charity.Donations.Giving;
using Charity.Platform.Exports;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Donations.Alliance;

/// <summary>The merchant alliance, for those who look after it and for finance.</summary>
[Admin]
internal sealed class AllianceController : CharityController
{
    [HttpGet("/manage/alliance")]
    public Task<IActionResult> Index(string? state, Guid? after) => ShowAsync(new ListMerchants(state, after));

    [HttpGet("/manage/alliance/export")]
    public Task<IActionResult> Export(string? format) => ExportAsync(new ExportMerchants(), format);

    [HttpGet("/manage/alliance/settlements")]
    public Task<IActionResult> Settlements(string? month, bool late) => ShowAsync(new ListSettlements(month, late));

    [HttpGet("/manage/alliance/settlements/export")]
    public Task<IActionResult> ExportSettlements(string? month, bool late, string? format) => ExportAsync(new ExportSettlements(month, late), format);

    [HttpGet("/manage/alliance/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowMerchantDesk(id));

    [HttpGet("/manage/alliance/{id:guid}/edit")]
    public Task<IActionResult> Edit(Guid id) => ShowAsync(new ShowMerchantForm(id));

    [HttpPost("/manage/alliance/{id:guid}/edit")]
    public Task<IActionResult> Edit(Guid id, [FromForm] EditMerchant form) => SaveAsync(form with { Id = id }, "Saved.", $"/manage/alliance/{id}", async () =>
    {
        var page = await SendAsync(new ShowMerchantForm(id));
        if (page.Failure is { } failure)
        {
            return Refuse(failure);
        }

        var typed = form with { Id = id };
        if (Response.StatusCode == StatusCodes.Status409Conflict)
        {
            // Saving once more replaces the other's version knowingly; the hidden revision comes from the model, not from what was posted.
            ModelState.Remove(nameof(typed.Revision));
            typed = typed with { Revision = page.Value.Typed.Revision };
        }

        return View(nameof(Edit), page.Value with { Typed = typed });
    });

    [HttpPost("/manage/alliance/{id:guid}/moves")]
    public Task<IActionResult> Move(Guid id, [FromForm] string trigger, [FromForm] int version, [FromForm] DateOnly? on, [FromForm] string? note) =>
        SaveAsync(new MoveMerchant(id, trigger, version, on, note), "The merchant's state was changed.", $"/manage/alliance/{id}", () => AgainAsync(id));

    [HttpPost("/manage/alliance/{id:guid}/settlements")]
    public Task<IActionResult> Settle(Guid id, [FromForm] DateOnly? month, [FromForm] int number, [FromForm] string? basis, [FromForm] string? reason) =>
        SaveAsync(new EnterSettlement(id, month, number, basis, reason), "Saved. The merchant is told what it owes.", $"/manage/alliance/{id}#months", () => AgainAsync(id));

    [HttpPost("/manage/alliance/{id:guid}/settlements/{settlementId:guid}/money")]
    public Task<IActionResult> Book(
        Guid id, Guid settlementId, [FromForm] int version, [FromForm] GiftSource? source, [FromForm] DateOnly? receivedOn, [FromForm] string? bankReference, [FromForm] string? firstWitness,
        [FromForm] string? secondWitness) => SaveAsync(
            new BookSettlement(settlementId, version, source, receivedOn, bankReference, firstWitness, secondWitness), "The gift was entered. A second person has to confirm it before it is booked.",
            gift => $"/manage/gifts/offline/{gift}", () => AgainAsync(id));

    [HttpPost("/manage/alliance/{id:guid}/files"), AcceptsAttachments]
    public async Task<IActionResult> AddPhoto(Guid id, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        return await SaveAsync(new AddMerchantPhoto(id, file?.FileName ?? string.Empty, content), "The file was added.", _ => $"/manage/alliance/{id}#files", () => AgainAsync(id));
    }

    [HttpPost("/manage/alliance/{id:guid}/files/{fileId:guid}/remove")]
    public Task<IActionResult> RemovePhoto(Guid id, Guid fileId) => SaveAsync(new RemoveMerchantPhoto(id, fileId), "The file was removed.", $"/manage/alliance/{id}#files", () => AgainAsync(id));

    private Task<IActionResult> AgainAsync(Guid id) => ShowAsync(new ShowMerchantDesk(id), nameof(Show));

    private async Task<IActionResult> ExportAsync(IQuery<ITable> query, string? format)
    {
        var kind = ExportFile.FormatOf(format);
        if (kind.Failure is { } unknown)
        {
            return Refuse(unknown);
        }

        var table = await SendAsync(query);
        return table.Failure is { } failure ? Refuse(failure) : new ExportFile(table.Value, kind.Value, table.Value.Name);
    }
}
