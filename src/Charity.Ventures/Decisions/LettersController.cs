using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Decisions;

/// <summary>The bureau's page about the letters that tell applicants what was decided.</summary>
[Admin]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class LettersController : CharityController
{
    [HttpGet("/office/letters/{kind=Choose}")]
    public Task<IActionResult> Show(string kind, [FromQuery] bool usual) => ShowAsync(new ShowLetter(KindOf(kind), Usual: usual));

    [HttpPost("/office/letters/{kind}")]
    public Task<IActionResult> Edit(string kind, [FromForm] EditLetter form, [FromForm] string? next)
    {
        var typed = form with { Kind = KindOf(kind) };
        return next == "preview"
            ? AgainAsync(typed)
            : SaveAsync(typed, "Saved.", $"/office/letters/{kind}", () => AgainAsync(typed));
    }

    /// <summary>Bound as an enum, an address that names no letter would show the first one.</summary>
    private static LetterKind KindOf(string kind) => Enum.TryParse<LetterKind>(kind, out var known) ? known : (LetterKind)(-1);

    private Task<IActionResult> AgainAsync(EditLetter typed) => ShowAsync(new ShowLetter(typed.Kind, typed), nameof(Show));
}
