using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Agreements;

/// <summary>Where the organisation reads and signs.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AgreementWorkspaceController : CharityController
{
    [HttpGet("/workspace/projects/{slug}/agreement")]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowMyAgreement(slug));

    [HttpPost("/workspace/projects/{slug}/agreement/signature")]
    public Task<IActionResult> Sign(string slug, [FromForm] int version, [FromForm] string? hash) => SaveAsync(
        new SignAgreement(slug, version, hash), "You have signed. The bureau was asked to countersign.", $"/workspace/projects/{slug}/agreement", () => ShowAsync(new ShowMyAgreement(slug), nameof(Show)));
}
