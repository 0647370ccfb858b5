using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Agreements;

/// <summary>The bureau's pages about agreements.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AgreementOfficeController : CharityController
{
    [HttpGet("/office/projects/{slug}/agreement")]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowAgreements(slug));

    [HttpPost("/office/projects/{slug}/agreement/offer")]
    public Task<IActionResult> Offer(string slug, [FromForm] string? hash) => SaveAsync(
        new OfferAgreement(slug, hash), "The agreement was offered; the organisation's owners were told by mail.", $"/office/projects/{slug}/agreement", () => ShowAsync(new ShowAgreements(slug), nameof(Show)));

    [HttpPost("/office/projects/{slug}/agreement/signature")]
    public Task<IActionResult> Countersign(string slug, [FromForm] int version, [FromForm] string? hash) => SaveAsync(
        new CountersignAgreement(slug, version, hash), "The agreement is in force.", $"/office/projects/{slug}/agreement", () => ShowAsync(new ShowAgreements(slug), nameof(Show)));

    [HttpGet("/office/agreement-template")]
    public Task<IActionResult> Template() => ShowAsync(new ShowAgreementTemplate());

    [HttpPost("/office/agreement-template")]
    public Task<IActionResult> Template([FromForm] EditAgreementTemplate form) => SaveAsync(form, "Saved.", "/office/agreement-template", () => Task.FromResult<IActionResult>(View(form)));
}
