using Charity.Platform.Codes;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Charity.Ventures.Activities;

/// <summary>The organisation's pages about activities and expenses.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ActivitiesController(SiteTime time, SiteAddress site) : CharityController
{
    [HttpGet("/workspace/projects/{slug}/activities")]
    public Task<IActionResult> Index(string slug) => ShowAsync(new ShowActivities(slug));

    [HttpGet("/workspace/projects/{slug}/activities/new")]
    public Task<IActionResult> New(string slug) => FormAsync(slug, new KeepActivity { Slug = slug, Day = time.Today });

    [HttpPost("/workspace/projects/{slug}/activities/new")]
    public Task<IActionResult> New(string slug, [FromForm] KeepActivity form) =>
        SaveAsync(form with { Slug = slug, Id = null }, "The activity is planned.", $"/workspace/projects/{slug}/activities", () => FormAsync(slug, form with { Slug = slug }));

    [HttpGet("/workspace/projects/{slug}/activities/{id:guid}")]
    public Task<IActionResult> Show(string slug, Guid id) => ShowAsync(new ShowActivity(slug, id));

    [HttpGet("/workspace/projects/{slug}/activities/{id:guid}/plan")]
    public async Task<IActionResult> Plan(string slug, Guid id)
    {
        var page = await SendAsync(new ShowActivity(slug, id));
        return page.Failure is { } failure ? Refuse(failure) : View(nameof(New), KeepActivity.Of(slug, page.Value.Activity, time));
    }

    [HttpPost("/workspace/projects/{slug}/activities/{id:guid}/plan")]
    public Task<IActionResult> Plan(string slug, Guid id, [FromForm] KeepActivity form) =>
        SaveAsync(form with { Slug = slug, Id = id }, "Saved.", $"/workspace/projects/{slug}/activities/{id}", () => FormAsync(slug, form with { Slug = slug, Id = id }));

    [HttpPost("/workspace/projects/{slug}/activities/{id:guid}/report")]
    public Task<IActionResult> Report(string slug, Guid id, [FromForm] int version, [FromForm] int sessions, [FromForm] int people, [FromForm] int socialWorkers, [FromForm] int volunteers) =>
        SaveOneAsync(slug, id, new ReportActivity(slug, id, version, sessions, people, socialWorkers, volunteers), "Thank you. The activity counts from now on.");

    [HttpPost("/workspace/projects/{slug}/activities/{id:guid}/moves")]
    public Task<IActionResult> Move(string slug, Guid id, [FromForm] string? trigger, [FromForm] int version) => SaveOneAsync(slug, id, new MoveActivity(slug, id, trigger, version), "Saved.");

    [HttpPost("/workspace/projects/{slug}/activities/{id:guid}/volunteers")]
    public Task<IActionResult> Volunteer(string slug, Guid id, [FromForm] string? name, [FromForm] decimal? hours) => SaveOneAsync(slug, id, new KeepVolunteer(slug, id, name, hours), "The hours were written down.");

    [HttpPost("/workspace/projects/{slug}/activities/{id:guid}/volunteers/{volunteer:guid}/removal")]
    public Task<IActionResult> RemoveVolunteer(string slug, Guid id, Guid volunteer) => SaveOneAsync(slug, id, new RemoveVolunteer(slug, id, volunteer), "The entry was removed.");

    [HttpPost("/workspace/projects/{slug}/activities/{id:guid}/photos"), AcceptsAttachments]
    public async Task<IActionResult> Photo(string slug, Guid id, [FromForm(Name = "File")] IFormFile? file, [FromForm] bool hasConsent)
    {
        if (file is null)
        {
            return Redirect($"/workspace/projects/{slug}/activities/{id}");
        }

        await using var content = file.OpenReadStream();
        return await SaveAsync(new AddPhoto(slug, id, file.FileName, content, hasConsent), "The photograph was added.", _ => $"/workspace/projects/{slug}/activities/{id}", () => Show(slug, id));
    }

    [HttpPost("/workspace/projects/{slug}/activities/{id:guid}/photos/{photo:guid}/removal")]
    public Task<IActionResult> RemovePhoto(string slug, Guid id, Guid photo) => SaveOneAsync(slug, id, new RemovePhoto(slug, id, photo), "The entry was removed.");

    [HttpGet("/workspace/projects/{slug}/files/{owner:guid}/{file:guid}")]
    public Task<IActionResult> File(string slug, Guid owner, Guid file) => FileAsync(new OpenProjectFile(slug, owner, file), showPictures: true);

    [HttpPost("/workspace/projects/{slug}/expenses"), AcceptsAttachments]
    public async Task<IActionResult> Expense(string slug, [FromForm] AddExpense form, [FromForm(Name = "File")] IFormFile? file)
    {
        await using var content = file?.OpenReadStream();
        ViewData["Expense"] = form;
        return await SaveAsync(
            form with { Slug = slug, FileName = file?.FileName ?? string.Empty, Content = content }, "The expense was written down.", _ => $"/workspace/projects/{slug}/activities#expenses",
            () => ShowAsync(new ShowActivities(slug), nameof(Index)));
    }

    [HttpPost("/workspace/projects/{slug}/expenses/{id:guid}/removal")]
    public Task<IActionResult> Void(string slug, Guid id) =>
        SaveAsync(new VoidExpense(slug, id), "The expense no longer counts.", $"/workspace/projects/{slug}/activities#expenses", () => ShowAsync(new ShowActivities(slug), nameof(Index)));

    [HttpGet("/workspace/projects/{slug}/activities/{id:guid}/sign-in.svg")]
    public async Task<IActionResult> SignInCode(string slug, Guid id) => await SendAsync(new ShowActivity(slug, id)) is { Failure: null } page
        ? Content(QrCode.Svg(site.Of($"/a/{page.Value.Activity.SignInKey}"), T["Sign in to {0}", page.Value.Activity.Title]), QrCode.ContentType)
        : NotFound();

    [HttpGet("/workspace/projects/{slug}/activities/{id:guid}/survey.svg")]
    public async Task<IActionResult> SurveyCode(string slug, Guid id) => await SendAsync(new ShowActivity(slug, id)) is { Failure: null } page
        ? Content(QrCode.Svg(site.Of($"/s/{page.Value.Activity.SignInKey}"), T["Five questions about {0}", page.Value.Activity.Title]), QrCode.ContentType)
        : NotFound();

    [HttpGet("/workspace/projects/{slug}/certificates/{code}")]
    public Task<IActionResult> Certificate(string slug, string code) => ShowAsync(new PrintCertificate(slug, code));

    [HttpGet("/workspace/projects/{slug}/certificates/{code}/code.svg")]
    public async Task<IActionResult> CertificateCode(string slug, string code) => await SendAsync(new PrintCertificate(slug, code)) is { Failure: null } certificate
        ? Content(QrCode.Svg(site.Of($"/volunteering/{certificate.Value.Code}")), QrCode.ContentType)
        : NotFound();

    private async Task<IActionResult> FormAsync(string slug, KeepActivity form) =>
        (await SendAsync(new ShowActivities(slug))).Failure is { } failure ? Refuse(failure) : View(nameof(New), form);

    private Task<IActionResult> SaveOneAsync(string slug, Guid id, IRequest<Result> request, string done) =>
        SaveAsync(request, done, $"/workspace/projects/{slug}/activities/{id}", () => ShowAsync(new ShowActivity(slug, id), nameof(Show)));
}
