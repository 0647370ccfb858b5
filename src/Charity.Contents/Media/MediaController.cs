using Charity.Platform.Requests;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Contents.Media;

[Admin]
internal sealed class MediaController : CharityController
{
    /// <summary>Somewhat more than a file may have, so that a file a little too large is told so kindly.</summary>
    private const int RequestLimit = 3 * MediaCheck.MaximumLength;

    [HttpGet("/admin/media")]
    public Task<IActionResult> Index(string? after) => ListAsync(new UploadMedia(), after);

    [HttpPost("/admin/media")]
    [RequestSizeLimit(RequestLimit)]
    [RequestFormLimits(MultipartBodyLengthLimit = RequestLimit)]
    public async Task<IActionResult> Index([FromForm] UploadMedia form)
    {
        var result = await SendAsync(form);
        if (result.Failure is { } failure)
        {
            if (!FormCanShow(failure))
            {
                return Refuse(failure);
            }

            AddErrors(failure);
            return await ListAsync(form, null);
        }

        Tell("The file is at {0}.", MediaPath.ToUrl(result.Value));
        return Redirect("/admin/media");
    }

    [HttpPost("/admin/media/describe")]
    public async Task<IActionResult> Describe([FromForm] DescribeMedia form)
    {
        var result = await SendAsync(form);
        if (result.Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("The description was saved.");
        return Redirect("/admin/media");
    }

    private async Task<IActionResult> ListAsync(UploadMedia form, string? after)
    {
        var result = await SendAsync(new ListMedia(after));
        if (result.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Form"] = form;
        return View(nameof(Index), result.Value);
    }
}
