using Charity.Disbursements.Approvals;
using Charity.Disbursements.Papers;
using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Disbursements.Requests;

/// <summary>Where fund managers look at payment requests and decide about them.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class PaymentsController : CharityController
{
    [HttpGet("/manage/payments")]
    public Task<IActionResult> Index(string? state, Guid? after) => ShowAsync(new ListPayments(state, after));

    [HttpGet("/manage/payments/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowPayment(id));

    [HttpPost("/manage/payments/{id:guid}/approval")]
    public Task<IActionResult> Approve(Guid id, [FromForm] int version, [FromForm] string? sha256) =>
        SaveAsync(new ApprovePayment(id, version, sha256), "You have approved the payment.", $"/manage/payments/{id}", () => ShowAsync(new ShowPayment(id), nameof(Show)));

    [HttpPost("/manage/payments/{id:guid}/own-moves")]
    public Task<IActionResult> MoveOwn(Guid id, [FromForm] string? trigger, [FromForm] int version, [FromForm] string? remark) => SaveAsync(
        new MoveMyPayment(id, trigger, version, remark), trigger == PaymentProcess.AskAgain ? "The payment was requested again." : "The request was taken back.", $"/manage/payments/{id}",
        () => ShowAsync(new ShowPayment(id), nameof(Show)));

    [HttpGet("/manage/payments/{id:guid}/papers/{fileId:guid}")]
    public Task<IActionResult> Paper(Guid id, Guid fileId) => FileAsync(new OpenPaymentPaper(id, fileId));

    [HttpPost("/manage/payments/{id:guid}/papers"), AcceptsAttachments]
    public async Task<IActionResult> AddPaper(Guid id, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        return await SaveAsync(new AddPaymentPaper(id, file?.FileName ?? string.Empty, content), "The file was added.", _ => $"/manage/payments/{id}", () => ShowAsync(new ShowPayment(id), nameof(Show)));
    }

    [HttpPost("/manage/payments/{id:guid}/giving-up")]
    public Task<IActionResult> ProposeGivingUp(Guid id, [FromForm] int version, [FromForm(Name = "GiveUpReason")] string? reason) =>
        SaveAsync(new ProposeGivingUp(id, version, reason), "Those who approve payments are asked.", $"/manage/payments/{id}", () => ShowAsync(new ShowPayment(id), nameof(Show)));

    [HttpPost("/manage/payments/{id:guid}/giving-up/decision")]
    public Task<IActionResult> DecideGivingUp(Guid id, [FromForm] string? trigger, [FromForm] int version) =>
        SaveAsync(new DecideGivingUp(id, trigger, version), "Saved.", $"/manage/payments/{id}", () => ShowAsync(new ShowPayment(id), nameof(Show)));

    [HttpPost("/manage/payments/{id:guid}/moves")]
    public Task<IActionResult> Move(Guid id, [FromForm] string? trigger, [FromForm] int version, [FromForm] string? reason) =>
        SaveAsync(new MovePayment(id, trigger, version, reason), "The payee is told what you decided.", $"/manage/payments/{id}", () => ShowAsync(new ShowPayment(id), nameof(Show)));
}
