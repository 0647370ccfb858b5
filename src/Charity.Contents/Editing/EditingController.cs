using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Contents.Editing;

[Admin]
internal sealed class EditingController : CharityController
{
    [HttpGet("/admin/content")]
    public Task<IActionResult> Index(string? type, string? state, string? after) => ShowAsync(new ListContentItems(type, state, after));

    [HttpGet("/admin/content/new")]
    public Task<IActionResult> New(string? type, string? translationOf) => ShowAsync(new EditContent(null, type, translationOf), nameof(Edit));

    [HttpPost("/admin/content/new")]
    public Task<IActionResult> New([FromForm] SaveContent form, string? translationOf) =>
        SaveAsync(form with { ContentItemId = null, TranslationOf = translationOf }, new EditContent(null, form.ContentType, translationOf));

    [HttpGet("/admin/content/{id}")]
    public Task<IActionResult> Edit(string id) => ShowAsync(new EditContent(id));

    [HttpPost("/admin/content/{id}")]
    public Task<IActionResult> Edit([FromForm] SaveContent form, string id) => SaveAsync(form with { ContentItemId = id, TranslationOf = null }, new EditContent(id));

    [HttpPost("/admin/content/{id}/unpublish")]
    public async Task<IActionResult> Unpublish(string id)
    {
        var result = await SendAsync(new UnpublishContent(id));
        if (result.Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("The page is no longer public.");
        return Redirect($"/admin/content/{id}");
    }

    [HttpGet("/admin/content/{id}/versions")]
    public Task<IActionResult> Versions(string id) => ShowAsync(new ListVersions(id));

    [HttpPost("/admin/content/{id}/versions/{version}/restore")]
    public async Task<IActionResult> Restore(string id, string version)
    {
        var result = await SendAsync(new RestoreVersion(id, version));
        if (result.Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("The earlier text is the draft now. Publish it when it is right.");
        return Redirect($"/admin/content/{id}");
    }

    private async Task<IActionResult> SaveAsync(SaveContent form, EditContent editing)
    {
        var result = await SendAsync(form);
        if (result.Failure is { } failure)
        {
            return FormCanShow(failure) ? await AgainAsync(form, editing, failure) : Refuse(failure);
        }

        Tell(form.Publish ? "Published." : "Saved as a draft.");
        return Redirect($"/admin/content/{result.Value.ContentItemId}");
    }

    /// <summary>The form with what was typed; when somebody else was faster also with what they saved, so that the next save knows it.</summary>
    private async Task<IActionResult> AgainAsync(SaveContent form, EditContent editing, Failure failure)
    {
        var result = await SendAsync(editing);
        if (result.Failure is { } gone)
        {
            return Refuse(gone);
        }

        var editor = result.Value;
        if (failure.Kind == FailureKind.Conflict)
        {
            form = form with { Stamp = editor.Form.Stamp };
            editor = editor with { Meanwhile = editor.Saved };
            ModelState.Remove(nameof(SaveContent.Stamp));
        }

        AddErrors(failure);
        return View(nameof(Edit), editor with { Form = form });
    }
}
