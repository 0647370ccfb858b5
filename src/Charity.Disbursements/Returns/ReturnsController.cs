using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Disbursements.Returns;

/// <summary>Where money is demanded back, entered when it comes, and written off when it does not.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ReturnsController : CharityController
{
    [HttpGet("/manage/returns")]
    public Task<IActionResult> Index(string? state, int after) => ShowAsync(new ListReturns(state, after));

    [HttpGet("/manage/returns/new")]
    public Task<IActionResult> New(string project) => ShowAsync(new ShowNewReturn(project));

    [HttpPost("/manage/returns")]
    public Task<IActionResult> New([FromForm] DemandReturn form) => SaveAsync(
        form, "The organisation has been told.", demand => $"/manage/returns/{demand}", () => ShowAsync(new ShowNewReturn(form.Project, form), nameof(New)));

    [HttpGet("/manage/returns/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowReturn(id));

    [HttpPost("/manage/returns/{id:guid}/receipts")]
    public Task<IActionResult> Receive(Guid id, [FromForm] ReceiveReturn form) =>
        SaveAsync(form with { Id = id }, "What came in was booked.", $"/manage/returns/{id}", () => ShowAsync(new ShowReturn(id), nameof(Show)));

    [HttpPost("/manage/returns/{id:guid}/moves")]
    public Task<IActionResult> Move(Guid id, [FromForm] string? trigger, [FromForm] int version, [FromForm] string? reason) =>
        SaveAsync(new MoveReturn(id, trigger, version, reason), "The organisation has been told.", $"/manage/returns/{id}", () => ShowAsync(new ShowReturn(id), nameof(Show)));
}

/// <summary>Where an organisation reads what it has to pay back.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class MyReturnsController : CharityController
{
    [HttpGet("/workspace/returns/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowMyReturn(id));
}
