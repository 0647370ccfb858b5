using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Contents.Editing;

/// <summary>Not marked as a staff page: a preview wears the public theme.</summary>
internal sealed class PreviewController : CharityController
{
    [HttpGet("/admin/content/{id}/preview")]
    public Task<IActionResult> Show(string id, string? version) => ShowAsync(new PreviewContent(id, version));
}
