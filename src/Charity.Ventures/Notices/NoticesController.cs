using System.Net.Mime;
using System.Text;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Ventures.Notices;

/// <summary>Public notices and objections. Only addresses that an award notice can have are taken: every other one below /notices is content.</summary>
internal sealed class NoticesController : CharityController
{
    private const string Address = "/notices/{slug:regex(^[[a-z0-9-]]+-award-[[0-9]]+$)}";

    [HttpGet("/notices/awards"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Index() => ShowAsync(new ListNotices());

    [HttpGet(Address), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowNotice(slug));

    /// <summary>The canonical text, byte for byte what the hash is of.</summary>
    [HttpGet(Address + "/text"), OutputCache(PolicyName = OutputCaching.Policy)]
    public async Task<IActionResult> Text(string slug)
    {
        var notice = await SendAsync(new ShowNotice(slug));
        return notice.Failure is { } failure ? Refuse(failure) : File(Encoding.UTF8.GetBytes(notice.Value.Text), $"{MediaTypeNames.Text.Plain}; charset=utf-8", $"{slug}.txt");
    }

    [HttpGet(Address + "/objections/new")]
    public Task<IActionResult> Object(string slug, [FromQuery] Guid? project) => ObjectFormAsync(new RaiseObjection { Slug = slug, SubmissionId = project ?? Guid.Empty });

    [HttpPost(Address + "/objections/new"), EnableRateLimiting(RateLimits.Report)]
    public async Task<IActionResult> Object(string slug, [FromForm] RaiseObjection form)
    {
        var objection = form with { Slug = slug };
        var raised = await SendAsync(objection);
        if (raised.Failure is not { } failure)
        {
            return Redirect($"/objections/{raised.Value.Code}");
        }

        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return await ObjectFormAsync(objection);
    }

    [HttpGet("/objections")]
    public IActionResult Find() => View();

    [HttpPost("/objections"), EnableRateLimiting(RateLimits.SignIn)]
    public async Task<IActionResult> Find([FromForm] string? code)
    {
        var receipt = await SendAsync(new ShowReceipt(code ?? string.Empty));
        if (receipt.Failure is not { } failure)
        {
            return Redirect($"/objections/{receipt.Value.Code}");
        }

        AddErrors(failure with { Fields = [new FieldFailure("Code", failure.Code, failure.Message)] });
        return View();
    }

    [HttpGet("/objections/{code}"), EnableRateLimiting(RateLimits.Search)]
    public Task<IActionResult> Receipt(string code) => ShowAsync(new ShowReceipt(code));

    [HttpPost("/objections/{code}/files"), AcceptsAttachments]
    public async Task<IActionResult> AddFile(string code, [FromForm(Name = "File")] IFormFile? file)
    {
        if (file is null)
        {
            ModelState.AddModelError("File", T["Choose a file first."].Value);
            return await ShowAsync(new ShowReceipt(code), nameof(Receipt));
        }

        await using var content = file.OpenReadStream();
        return await SaveAsync(new AddObjectionFile(code, file.FileName, content), "The document was added.", _ => $"/objections/{code}", () => ShowAsync(new ShowReceipt(code), nameof(Receipt)));
    }

    private async Task<IActionResult> ObjectFormAsync(RaiseObjection form)
    {
        var notice = await SendAsync(new ShowNotice(form.Slug));
        if (notice.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Notice"] = notice.Value;
        return View(nameof(Object), form);
    }
}
