using Charity.Disbursements.Papers;
using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Disbursements.Requests;

/// <summary>Where an organisation asks for what is due to it.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MyPaymentsController : CharityController
{
    [HttpGet("/workspace/payments")]
    public Task<IActionResult> Index() => ShowAsync(new ListMyPayments());

    [HttpGet("/workspace/payments/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowMyPayment(id));

    [HttpGet("/workspace/instalments/{id:guid}/payment")]
    public Task<IActionResult> New(Guid id) => ShowAsync(new ShowPayable(id));

    [HttpPost("/workspace/instalments/{id:guid}/payment")]
    public Task<IActionResult> New(Guid id, [FromForm] string? remark)
    {
        ViewData["Remark"] = remark;
        return SaveAsync(new RequestPayment(id, remark), "The payment was requested. You hear what is decided.", payment => $"/workspace/payments/{payment}", () => ShowAsync(new ShowPayable(id), nameof(New)));
    }

    [HttpGet("/workspace/payments/{id:guid}/papers/{fileId:guid}")]
    public Task<IActionResult> Paper(Guid id, Guid fileId) => FileAsync(new OpenMyPaymentPaper(id, fileId));

    [HttpPost("/workspace/payments/{id:guid}/papers"), AcceptsAttachments]
    public async Task<IActionResult> AddPaper(Guid id, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        return await SaveAsync(new AddPaymentPaper(id, file?.FileName ?? string.Empty, content), "The file was added.", _ => $"/workspace/payments/{id}", () => ShowAsync(new ShowMyPayment(id), nameof(Show)));
    }

    [HttpPost("/workspace/payments/{id:guid}/moves")]
    public Task<IActionResult> Move(Guid id, [FromForm] string? trigger, [FromForm] int version, [FromForm] string? remark) => SaveAsync(
        new MoveMyPayment(id, trigger, version, remark), trigger == PaymentProcess.AskAgain ? "The payment was requested again." : "The request was taken back.", $"/workspace/payments/{id}",
        () => ShowAsync(new ShowMyPayment(id), nameof(Show)));
}
