using Charity.Organisations.Workspace;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using MediatR;
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
        var stored = await SendAsync(new AddDocument(id, purpose, file?.FileName ?? string.Empty, content));
        if (stored.Failure is not { } failure)
        {
            Tell("The document was added.");
            return LocalRedirect($"/workspace/organisations/{id}/documents");
        }

        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        ViewData["Purpose"] = purpose;
        return await ShowAsync(new ShowDossier(id), nameof(Index));
    }

    [HttpPost(Page + "/{file:guid}/remove")]
    public Task<IActionResult> Remove(Guid id, Guid file) =>
        SaveAsync(new RemoveDocument(id, file), "The document was removed.", $"/workspace/organisations/{id}/documents", () => ShowAsync(new ShowDossier(id), nameof(Index)));

    [HttpGet(Page + "/{file:guid}")]
    public Task<IActionResult> Open(Guid id, Guid file) => FileAsync(new OpenDocument(id, file));

    [HttpGet("/office/organisations/{id:guid}/documents/{file:guid}")]
    public Task<IActionResult> OpenInOffice(Guid id, Guid file) => FileAsync(new OpenDocumentInOffice(id, file));

    private async Task<IActionResult> FileAsync(IRequest<Result<AttachmentContent>> request)
    {
        var content = await SendAsync(request);
        return content.Failure is { } failure ? Refuse(failure) : new AttachmentResult(content.Value);
    }
}
