using Charity.Platform.Requests;
using Charity.Platform.Web;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Charity.Ventures.Projects;

/// <summary>A venture project, amounts in minor units of <paramref name="Currency"/>. Texts are in the language of <c>Accept-Language</c>, Chinese when there is no English.</summary>
/// <param name="State"><c>agreementPending</c>, <c>signed</c>, <c>running</c>, <c>midTermDue</c>, <c>finalDue</c>, <c>closed</c> or <c>terminated</c>.</param>
/// <param name="Areas">Names of the areas it serves.</param>
internal sealed record ProjectBody(
    string Slug, string Title, string Summary, string State, int Year, string? Organisation, IReadOnlyList<string> Areas, long AwardedMinor, string Currency, int PlannedActivities, ProjectFiguresBody Figures);

/// <summary>What has come of a project so far.</summary>
internal sealed record ProjectFiguresBody(int Activities, int People, int SocialWorkers, int Volunteers, int VolunteerMinutes, long SpentMinor)
{
    public static ProjectFiguresBody Of(ProjectFigures figures) => new(figures.Activities, figures.People, figures.SocialWorkers, figures.Volunteers, figures.VolunteerMinutes, figures.SpentMinor);
}

/// <param name="Next">Pass as <c>after</c> to read on; null at the end.</param>
internal sealed record ProjectListBody(IReadOnlyList<ProjectBody> Items, Guid? Next);

/// <param name="Call">The call's slug.</param>
/// <param name="Outcome">What came of it, in the organisation's words; null before it is closed.</param>
/// <param name="EndReason">Why it was terminated.</param>
internal sealed record ProjectDetailsBody(
    ProjectBody Project, string? Call, DateOnly RunsFrom, DateOnly RunsUntil, IReadOnlyList<CallSourceBody> Sources, IReadOnlyList<InstalmentBody> Instalments, IReadOnlyList<ActivityBody> Activities,
    IReadOnlyList<string> Needs, bool HasAgreement, string? Outcome, string? EndReason)
{
    public static ProjectDetailsBody Of(ProjectPage page) => new(
        new ProjectBody(
            page.Project.Slug, page.Project.Title.ToString(), page.Project.Summary.ToString(), ApiAnswers.NameOf(page.Project.State), page.Project.Year, page.Organisation?.Name.ToString(), page.Areas, page.Project.AwardedMinor,
            page.Project.Currency, page.Project.PlannedActivities, ProjectFiguresBody.Of(page.Project.Figures)),
        page.Call?.Slug, page.Project.RunsFrom, page.Project.RunsUntil, [.. page.Sources.Select(source => new CallSourceBody(source.Name, source.Url, source.AmountMinor))],
        [.. page.Instalments.Select(instalment => new InstalmentBody(instalment.Number, instalment.Name.ToString(), instalment.Percent, instalment.AmountMinor, ApiAnswers.NameOf(instalment.State), instalment.DueSinceUtc))],
        [.. page.Activities.Select(activity => new ActivityBody(activity.Title, activity.Place, activity.StartsUtc, ApiAnswers.NameOf(activity.State), activity.Figures.People))],
        [.. page.Needs.Select(need => need.Slug)], page.HasAgreement, page.Project.State == ProjectProcess.Closed ? page.Project.Outcome?.ToString() : null, page.EndReason);
}

/// <param name="State"><c>waiting</c>, <c>due</c> or <c>stopped</c>.</param>
internal sealed record InstalmentBody(int Number, string Name, decimal Percent, long AmountMinor, string State, DateTime? DueSinceUtc);

internal sealed record ActivityBody(string Title, string Place, DateTime StartsUtc, string State, int People);

internal static class ProjectsApi
{
    public static void MapProjectsApi(this IEndpointRouteBuilder endpoints)
    {
        var projects = endpoints.MapGroup("/api/v1/projects").WithTags("Projects").DisableAntiforgery();
        projects.MapGet("/", ListAsync).WithName("ListProjects").Produces<ProjectListBody>()
            .WithSummary("Venture projects, the youngest first: of a call, in an area and everything below it, or in a state (running, completed, terminated).");
        projects.MapGet("/{slug}", ShowAsync).WithName("ShowProject").WithSummary("One project with its instalments and activities.").Produces<ProjectDetailsBody>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        [FromServices] IMediator mediator, HttpContext context, string? call = null, string? area = null, string? state = null, Guid? after = null) =>
        (await mediator.Send(new ListProjects(call, area, Year: null, state, after), context.RequestAborted)).ToApi(context, list => ApiAnswers.Localized(context, new ProjectListBody(
            [.. list.Projects.Select(card => new ProjectBody(
                card.Slug, card.Title.ToString(), card.Summary.ToString(), ApiAnswers.NameOf(card.State), card.Year, card.Organisation, card.Areas, card.AwardedMinor, card.Currency, card.PlannedActivities,
                ProjectFiguresBody.Of(card.Figures)))],
            list.Next)));

    private static async Task<IResult> ShowAsync(string slug, [FromServices] IMediator mediator, HttpContext context) =>
        (await mediator.Send(new ShowProject(slug), context.RequestAborted)).ToApi(context, page => ApiAnswers.Localized(context, ProjectDetailsBody.Of(page)));
}
