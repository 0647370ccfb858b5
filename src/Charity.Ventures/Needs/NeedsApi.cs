using Charity.Platform.Requests;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Charity.Ventures.Needs;

/// <summary>A need that looks for help. Texts are in the language of <c>Accept-Language</c>, Chinese when there is no English.</summary>
/// <param name="People">About so many would be helped; null when it is not known.</param>
internal sealed record NeedBody(string Slug, string Title, string? Area, string Category, string? Lacking, int? People, DateOnly? WishedBy);

/// <param name="Next">Pass as <c>after</c> to read on; null at the end.</param>
internal sealed record NeedListBody(IReadOnlyList<NeedBody> Items, Guid? Next);

internal static class NeedsApi
{
    public static void MapNeedsApi(this IEndpointRouteBuilder endpoints) => endpoints.MapGroup("/api/v1/needs").WithTags("Needs").DisableAntiforgery()
        .MapGet("/", ListAsync).WithName("ListNeeds").WithSummary("The needs that look for help, newest first; those of an area with everything below it.").Produces<NeedListBody>();

    private static async Task<IResult> ListAsync([FromServices] IMediator mediator, HttpContext context, string? area = null, string? category = null, Guid? after = null) =>
        (await mediator.Send(new ListNeeds(area, category, after), context.RequestAborted)).ToApi(context, list => ApiAnswers.Localized(context, new NeedListBody(
            [.. list.Needs.Select(card => new NeedBody(
                card.Slug, card.Title.ToString(), card.Area?.ToString(), card.Category.ToString(), card.Lacking?.ToString(), card.People, card.WishedBy))],
            list.Next)));
}
