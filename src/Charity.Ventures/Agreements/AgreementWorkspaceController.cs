using Charity.Platform.Web;
using Charity.Ventures.Forms;
using Charity.Ventures.Submissions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Agreements;

/// <summary>Where the organisation reads and signs.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class AgreementWorkspaceController : CharityController
{
    [HttpGet("/workspace/projects/{slug}/agreement")]
    public Task<IActionResult> Show(string slug) => ShowAsync(new ShowMyAgreement(slug));

    [HttpGet("/workspace/projects/{slug}/budget")]
    public Task<IActionResult> Budget(string slug) => ShowAsync(new ShowAwardedBudget(slug));

    /// <summary>One more row is shown without JavaScript by the page that keeps what was typed.</summary>
    [HttpPost("/workspace/projects/{slug}/budget")]
    public Task<IActionResult> Budget(string slug, [FromForm] string? next) => next == "rows"
        ? ShowAsync(new ShowAwardedBudget(slug))
        : SaveAsync(
            new AdjustBudget(slug, TypedBudget(Request.Form)), "The budget makes the award now. The bureau was told that it can write the agreement.", $"/workspace/projects/{slug}",
            () => ShowAsync(new ShowAwardedBudget(slug)));

    internal static IReadOnlyList<IReadOnlyList<string>> TypedBudget(IFormCollection posted)
    {
        var field = new FormField { Code = AdjustBudget.Code, Kind = FieldKind.Budget, Label = new(string.Empty) };
        return AnswersForm.Read(posted, new FormSection(field.Label, [field]))[0].Value;
    }

    [HttpPost("/workspace/projects/{slug}/agreement/signature")]
    public Task<IActionResult> Sign(string slug, [FromForm] int version, [FromForm] string? hash) => SaveAsync(
        new SignAgreement(slug, version, hash), "You have signed. The bureau was asked to countersign.", $"/workspace/projects/{slug}/agreement", () => ShowAsync(new ShowMyAgreement(slug), nameof(Show)));
}
