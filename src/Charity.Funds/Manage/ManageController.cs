using Charity.Platform.Requests;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Funds.Manage;

[Admin]
internal sealed class ManageController : CharityController
{
    [HttpGet("/manage/funds")]
    public Task<IActionResult> Index() => ShowAsync(new ListMyFunds());

    [HttpGet("/manage/funds/new")]
    public Task<IActionResult> New() => NewFormAsync(null);

    [HttpPost("/manage/funds/new")]
    public Task<IActionResult> New([FromForm] CreateFund form) => SaveAsync(form, "The fund was set up as a draft. Now complete what is missing.", $"/manage/funds/{form.Slug}", () => NewFormAsync(form));

    [HttpGet("/manage/funds/{slug}")]
    public Task<IActionResult> Desk(string slug) => ShowAsync(new ShowFundDesk(slug));

    [HttpPost("/manage/funds/{slug}/moves")]
    public async Task<IActionResult> Move(string slug, [FromForm] string trigger, [FromForm] int version, [FromForm] string? note)
    {
        var result = await SendAsync(new MoveFund(slug, trigger, version, note));
        if (result.Failure is not { } failure)
        {
            Tell("The fund's state was changed.");
            return Redirect($"/manage/funds/{slug}");
        }

        var page = await SendAsync(new ShowFundDesk(slug));
        if (!FormCanShow(failure) || page.Failure is not null)
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        return View(nameof(Desk), page.Value);
    }

    [HttpGet("/manage/funds/{slug}/texts")]
    public Task<IActionResult> Texts(string slug) => ShowAsync(new ShowFundTexts(slug));

    [HttpPost("/manage/funds/{slug}/texts")]
    public Task<IActionResult> Texts(string slug, [FromForm] EditFund form) =>
        EditAsync(form with { Slug = slug }, new ShowFundTexts(slug), (typed, now) => typed with { Revision = now.Revision }, nameof(Texts));

    [HttpGet("/manage/funds/{slug}/campaign")]
    public Task<IActionResult> Campaign(string slug) => ShowAsync(new ShowCampaign(slug));

    [HttpPost("/manage/funds/{slug}/campaign")]
    public Task<IActionResult> Campaign(string slug, [FromForm] EditCampaign form) =>
        EditAsync(form with { Slug = slug }, new ShowCampaign(slug), (typed, now) => typed with { Revision = now.Revision }, nameof(Campaign));

    [HttpGet("/manage/funds/{slug}/committee")]
    public Task<IActionResult> Committee(string slug) => ShowAsync(new ShowCommittee(slug));

    [HttpPost("/manage/funds/{slug}/committee")]
    public Task<IActionResult> Committee(string slug, [FromForm] SeatCommittee form) =>
        EditAsync(form with { Slug = slug }, new ShowCommittee(slug), (typed, now) => typed with { Revision = now.Revision }, nameof(Committee));

    [HttpGet("/manage/funds/{slug}/uses")]
    public Task<IActionResult> Uses(string slug, Guid? id) => ShowAsync(new ShowUses(slug, id));

    [HttpPost("/manage/funds/{slug}/uses")]
    public Task<IActionResult> Uses(string slug, [FromForm] KeepUse form) =>
        SaveAsync(form with { Slug = slug }, "Saved.", $"/manage/funds/{slug}/uses", () => UsesFormAsync(form with { Slug = slug }));

    [HttpPost("/manage/funds/{slug}/uses/{id:guid}/removal")]
    public Task<IActionResult> RemoveUse(string slug, Guid id, [FromForm] int revision) =>
        SaveAsync(new RemoveUse(slug, revision, id), "The item was removed.", $"/manage/funds/{slug}/uses", () => UsesFormAsync(null, slug));

    [HttpPost("/manage/funds/{slug}/documents")]
    public Task<IActionResult> Attach(string slug, [FromForm] AttachDocument form) =>
        SaveAsync(form with { Slug = slug }, "The document is shown on the fund's page.", $"/manage/funds/{slug}/uses", () => UsesFormAsync(null, slug, form));

    [HttpPost("/manage/funds/{slug}/documents/{id:guid}/removal")]
    public Task<IActionResult> Detach(string slug, Guid id, [FromForm] int revision) =>
        SaveAsync(new DetachDocument(slug, revision, id), "The document was taken off the page.", $"/manage/funds/{slug}/uses", () => UsesFormAsync(null, slug));

    private async Task<IActionResult> NewFormAsync(CreateFund? typed)
    {
        var page = await SendAsync(new ShowNewFund());
        return page.Failure is { } failure ? Refuse(failure) : View(nameof(New), page.Value with { Form = typed ?? page.Value.Form });
    }

    private async Task<IActionResult> UsesFormAsync(KeepUse? typed, string? slug = null, AttachDocument? document = null)
    {
        var page = await SendAsync(new ShowUses(typed?.Slug ?? slug!, typed?.Id));
        if (page.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ModelState.Remove("Revision");
        ViewData["Document"] = document;
        return View(nameof(Uses), typed is null ? page.Value : page.Value with { Form = typed with { Revision = page.Value.Form.Revision } });
    }
}
