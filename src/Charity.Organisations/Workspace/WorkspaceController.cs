using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Organisations.Workspace;

/// <summary>The organisation's own pages: the list, the overview, and a page for each part of the dossier.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class WorkspaceController : CharityController
{
    [HttpGet("/workspace")]
    public Task<IActionResult> Index() => ShowAsync(new ListMyOrganisations());

    [HttpGet("/workspace/organisations/new")]
    public async Task<IActionResult> New() => (await SendAsync(new ListMyOrganisations())).Failure is { } failure ? Refuse(failure) : View(new BeginOrganisation());

    [HttpPost("/workspace/organisations/new")]
    [EnableRateLimiting(RateLimits.Giving)]
    public async Task<IActionResult> New([FromForm] BeginOrganisation form)
    {
        var begun = await SendAsync(form);
        if (begun.Failure is not { } failure)
        {
            Tell("The dossier was begun. Now complete what is missing.");
            return LocalRedirect($"/workspace/organisations/{begun.Value}");
        }

        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        AddErrors(failure);
        ViewData["Known"] = failure.Code == BeginFailures.KnownCode;
        return View(form);
    }

    [HttpPost("/workspace/organisations/join")]
    [EnableRateLimiting(RateLimits.Report)]
    public async Task<IActionResult> Join([FromForm] AskToJoin form)
    {
        if ((await SendAsync(form)).Failure is { } failure)
        {
            return Refuse(failure);
        }

        Tell("Your request was passed on. If your colleague knows you, an invitation comes by mail.");
        return LocalRedirect("/workspace");
    }

    [HttpGet("/workspace/organisations/{id:guid}")]
    public Task<IActionResult> Overview(Guid id) => PageAsync(id, nameof(Overview));

    [HttpPost("/workspace/organisations/{id:guid}/moves")]
    public Task<IActionResult> Move(Guid id, [FromForm] string? trigger, [FromForm] int version) => SaveAsync(
        id,
        new MoveOrganisation(id, trigger, version),
        nameof(Overview),
        string.Empty,
        trigger switch
        {
            OrganisationProcess.Submit => "The dossier was submitted. The bureau answers within a week.",
            OrganisationProcess.Withdraw => "You have taken the dossier back. Submit it again when it is right.",
            _ => "The registered facts are open now. Submit the dossier again when they are right.",
        });

    [HttpGet("/workspace/organisations/{id:guid}/facts")]
    public Task<IActionResult> Facts(Guid id) => PageAsync(id, nameof(Facts));

    [HttpPost("/workspace/organisations/{id:guid}/facts")]
    public Task<IActionResult> Facts(Guid id, [FromForm] EditFacts form) => SaveAsync(id, form with { OrganisationId = id }, nameof(Facts), "facts");

    [HttpGet("/workspace/organisations/{id:guid}/board")]
    public Task<IActionResult> Board(Guid id, [FromQuery] Guid? row) => PageAsync(id, nameof(Board), row);

    [HttpPost("/workspace/organisations/{id:guid}/board")]
    public Task<IActionResult> Board(Guid id, [FromQuery] Guid? row, [FromForm] KeepBoardMember form) => SaveAsync(id, form with { OrganisationId = id, Id = row }, nameof(Board), "board", row: row);

    [HttpGet("/workspace/organisations/{id:guid}/team")]
    public Task<IActionResult> Team(Guid id, [FromQuery] Guid? row) => PageAsync(id, nameof(Team), row);

    [HttpPost("/workspace/organisations/{id:guid}/team")]
    public Task<IActionResult> Team(Guid id, [FromQuery] Guid? row, [FromForm] KeepTeamMember form) => SaveAsync(id, form with { OrganisationId = id, Id = row }, nameof(Team), "team", row: row);

    [HttpGet("/workspace/organisations/{id:guid}/inspections")]
    public Task<IActionResult> Inspections(Guid id) => PageAsync(id, nameof(Inspections));

    [HttpPost("/workspace/organisations/{id:guid}/inspections")]
    public Task<IActionResult> Inspections(Guid id, [FromForm] KeepInspection form) => SaveAsync(id, form with { OrganisationId = id }, nameof(Inspections), "inspections");

    [HttpPost("/workspace/organisations/{id:guid}/grade")]
    public Task<IActionResult> Grade(Guid id, [FromForm] KeepGrade form) => SaveAsync(id, form with { OrganisationId = id }, nameof(Inspections), "inspections");

    [HttpGet("/workspace/organisations/{id:guid}/licences")]
    public Task<IActionResult> Licences(Guid id, [FromQuery] Guid? row) => PageAsync(id, nameof(Licences), row);

    [HttpPost("/workspace/organisations/{id:guid}/licences")]
    public Task<IActionResult> Licences(Guid id, [FromQuery] Guid? row, [FromForm] KeepLicence form) => SaveAsync(id, form with { OrganisationId = id, Id = row }, nameof(Licences), "licences", row: row);

    [HttpGet("/workspace/organisations/{id:guid}/projects")]
    public Task<IActionResult> Projects(Guid id, [FromQuery] Guid? row) => PageAsync(id, nameof(Projects), row);

    [HttpPost("/workspace/organisations/{id:guid}/projects")]
    public Task<IActionResult> Projects(Guid id, [FromQuery] Guid? row, [FromForm] KeepPastProject form) => SaveAsync(id, form with { OrganisationId = id, Id = row }, nameof(Projects), "projects", row: row);

    [HttpGet("/workspace/organisations/{id:guid}/bank")]
    public Task<IActionResult> Bank(Guid id) => PageAsync(id, nameof(Bank));

    [HttpPost("/workspace/organisations/{id:guid}/bank")]
    public Task<IActionResult> Bank(Guid id, [FromForm] KeepBankAccount form) => SaveAsync(id, form with { OrganisationId = id }, nameof(Bank), "bank");

    [HttpPost("/workspace/organisations/{id:guid}/{part:regex(^(board|team|inspections|licences|projects)$)}/{row:guid}/removal")]
    public Task<IActionResult> Remove(Guid id, string part, Guid row, [FromForm] int revision) => SaveAsync(
        id,
        new RemovePart(id, revision, row),
        part switch { "board" => nameof(Board), "team" => nameof(Team), "inspections" => nameof(Inspections), "licences" => nameof(Licences), _ => nameof(Projects) },
        part,
        "The entry was removed.");

    /// <param name="form">What was typed and could not be saved.</param>
    private async Task<IActionResult> PageAsync(Guid id, string view, Guid? row = null, object? form = null)
    {
        var page = await SendAsync(new ShowDossier(id));
        if (page.Failure is { } failure)
        {
            return Refuse(failure);
        }

        ViewData["Row"] = row;
        ViewData["Form"] = form;
        return View(view, page.Value);
    }

    /// <summary>What could not be saved stays in the form; when somebody else was faster, saving once more replaces theirs knowingly.</summary>
    private Task<IActionResult> SaveAsync(Guid id, IRequest<Result> request, string view, string page, string done = "Saved.", Guid? row = null) =>
        SaveAsync(request, done, $"/workspace/organisations/{id}/{page}".TrimEnd('/'), () => PageAsync(id, view, row, request));
}
