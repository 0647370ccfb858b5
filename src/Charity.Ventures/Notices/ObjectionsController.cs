using Charity.Platform.Files;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Notices;

/// <summary>The bureau's pages about objections, and the correction of notices.</summary>
[Admin]
internal sealed class ObjectionsController : CharityController
{
    [HttpGet("/office/objections")]
    public Task<IActionResult> Index() => ShowAsync(new ListObjections());

    [HttpGet("/office/objections/{id:guid}")]
    public Task<IActionResult> Show(Guid id) => ShowAsync(new ShowObjection(id));

    [HttpPost("/office/objections/{id:guid}/examination")]
    public Task<IActionResult> Examine(Guid id, [FromForm] int version) =>
        SaveAsync(new ExamineObjection(id, version), "You examine this objection. Its project is marked so for everybody.", $"/office/objections/{id}", () => ShowAsync(new ShowObjection(id), nameof(Show)));

    [HttpPost("/office/objections/{id:guid}/answer")]
    public Task<IActionResult> Answer(Guid id, [FromForm] AnswerObjection form) =>
        SaveAsync(form with { Id = id }, "The answer stands on the notice.", $"/office/objections/{id}", () => ShowAsync(new ShowObjection(id), nameof(Show)));

    [HttpGet("/office/objections/{id:guid}/files/{fileId:guid}")]
    public Task<IActionResult> File(Guid id, Guid fileId) => FileAsync(new OpenObjectionFile(id, fileId));

    [HttpPost("/office/objections/{id:guid}/objector")]
    public async Task<IActionResult> Objector(Guid id)
    {
        var objector = await SendAsync(new RevealObjector(id));
        if (objector.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Objector"] = objector.Value;
        return await ShowAsync(new ShowObjection(id), nameof(Show));
    }
}
