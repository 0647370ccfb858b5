using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Papers;

/// <summary>The documents of a call: the office keeps them, everybody reads them.</summary>
[Admin]
internal sealed class PapersController : CharityController
{
    [HttpGet("/office/calls/{slug}/documents")]
    public Task<IActionResult> Index(string slug) => ShowAsync(new ListPapers(slug));

    [HttpPost("/office/calls/{slug}/documents"), AcceptsAttachments]
    public async Task<IActionResult> Add(string slug, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        return await SaveAsync(
            new AddPaper(slug, file?.FileName ?? string.Empty, content), "The document was added.", _ => $"/office/calls/{slug}/documents", () => ShowAsync(new ListPapers(slug), nameof(Index)));
    }

    [HttpPost("/office/calls/{slug}/documents/{file:guid}/remove")]
    public Task<IActionResult> Remove(string slug, Guid file) =>
        SaveAsync(new RemovePaper(slug, file), "The document was removed.", $"/office/calls/{slug}/documents", () => ShowAsync(new ListPapers(slug), nameof(Index)));

    [HttpGet("/calls/{slug}/documents/{file:guid}"), HttpGet("/office/calls/{slug}/documents/{file:guid}")]
    public Task<IActionResult> Open(string slug, Guid file) => FileAsync(new OpenPaper(slug, file));
}
