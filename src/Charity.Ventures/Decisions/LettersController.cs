using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Decisions;

/// <summary>The bureau's page about the letters that tell applicants what was decided.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class LettersController : CharityController
{
    [HttpGet("/office/letters/{kind=Choose}")]
    public Task<IActionResult> Show(LetterKind kind, [FromQuery] bool usual) => ShowAsync(new ShowLetter(kind, Usual: usual));

    [HttpPost("/office/letters/{kind}")]
    public Task<IActionResult> Edit(LetterKind kind, [FromForm] EditLetter form, [FromForm] string? next)
    {
        var typed = form with { Kind = kind };
        return next == "preview"
            ? AgainAsync(typed)
            : SaveAsync(typed, "Saved.", $"/office/letters/{kind}", () => AgainAsync(typed));
    }

    private Task<IActionResult> AgainAsync(EditLetter typed) => ShowAsync(new ShowLetter(typed.Kind, typed), nameof(Show));
}
