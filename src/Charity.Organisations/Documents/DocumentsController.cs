using Charity.Organisations.Workspace;
using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Organisations.Documents;

/// <summary>The dossier's documents, for the organisation's own people; the bureau reads them from its page of the organisation.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class DocumentsController : CharityController
{
    private const string Page = "/workspace/organisations/{id:guid}/documents";

    [HttpGet(Page)]
    public Task<IActionResult> Index(Guid id) => ShowAsync(new ShowDossier(id));

    [HttpPost(Page), AcceptsAttachments]
    public async Task<IActionResult> Add(Guid id, [FromForm] string? purpose, IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        ViewData["Purpose"] = purpose;
        return await SaveAsync(
            new AddDocument(id, purpose, file?.FileName ?? string.Empty, content), "The document was added.", _ => $"/workspace/organisations/{id}/documents",
            () => ShowAsync(new ShowDossier(id), nameof(Index)));
    }

    [HttpPost(Page + "/{file:guid}/remove")]
    public Task<IActionResult> Remove(Guid id, Guid file) =>
        SaveAsync(new RemoveDocument(id, file), "The document was removed.", $"/workspace/organisations/{id}/documents", () => ShowAsync(new ShowDossier(id), nameof(Index)));

    [HttpGet(Page + "/{file:guid}")]
    public Task<IActionResult> Open(Guid id, Guid file) => FileAsync(new OpenDocument(id, file));

    [HttpGet("/office/organisations/{id:guid}/documents/{file:guid}")]
    public Task<IActionResult> OpenInOffice(Guid id, Guid file) => FileAsync(new OpenDocumentInOffice(id, file));
}
