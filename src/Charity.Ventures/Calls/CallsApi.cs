using Charity.Platform.Requests;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Charity.Ventures.Calls;

/// <summary>A call as it is announced, amounts in minor units of <paramref name="Currency"/>. Texts are in the language of <c>Accept-Language</c>, Chinese when there is no English.</summary>
/// <param name="State"><c>needsOpen</c>, <c>announced</c>, <c>open</c>, <c>closed</c>, <c>reviewing</c>, <c>ranking</c>, <c>notice</c>, <c>awarded</c>, <c>finished</c> or <c>cancelled</c>.</param>
/// <param name="ClosesOn">Submissions are taken until the end of this day.</param>
internal sealed record CallBody(
    string Slug, string Title, string? Summary, string State, long TotalMinor, long? ProjectCapMinor, string Currency, DateOnly? OpensOn, DateOnly? ClosesOn, DateOnly? AnswerOn, DateOnly? RunsFrom,
    DateOnly? RunsUntil)
{
    public static CallBody Of(CallCard card) => new(
        card.Slug, card.Title.ToString(), card.Summary?.ToString(), ApiAnswers.NameOf(card.State), card.Money.TotalMinor, card.Money.ProjectCapMinor, card.Money.Currency, card.Timetable.OpensOn, card.Timetable.ClosesOn,
        card.Timetable.AnswerOn, card.Timetable.RunsFrom, card.Timetable.RunsUntil);
}

internal sealed record CallListBody(IReadOnlyList<CallBody> Items);

/// <param name="Areas">Codes, with everything below them; empty for the whole district.</param>
/// <param name="Projects">What was awarded; empty before.</param>
internal sealed record CallDetailsBody(
    CallBody Call, string? Guidance, IReadOnlyList<string> Areas, IReadOnlyList<CallSourceBody> Sources, IReadOnlyList<CriterionBody> Criteria, IReadOnlyList<AmendmentBody> Amendments,
    IReadOnlyList<AnswerBody> Answers, IReadOnlyList<CallNeedBody> Needs, IReadOnlyList<CallProjectBody> Projects, string? CancelReason)
{
    public static CallDetailsBody Of(CallPage page) => new(
        CallBody.Of(new CallCard(page.Slug, page.Title, page.Design.Summary, page.State, page.Design.Money, page.Design.Timetable)), page.Design.Guidance?.ToString(), page.Design.AreaCodes,
        [.. page.Sources.Select(source => new CallSourceBody(source.Name, source.Url, source.AmountMinor))],
        page.IsImported ? [] : [.. page.Design.Review.Criteria.Select(criterion => new CriterionBody(criterion.Name.ToString(), criterion.Weight))],
        [.. page.Amendments.Select(amendment => new AmendmentBody(amendment.What.ToString(), amendment.PublishedUtc))],
        [.. page.Answers.Select(answer => new AnswerBody(answer.Question, answer.Answer, answer.AnsweredUtc))],
        [.. page.Needs.Select(need => new CallNeedBody(need.Slug, need.Title.ToString(), need.Area, need.IsMet))],
        [.. page.Results.Projects.Select(project => new CallProjectBody(project.Slug, project.Title.ToString(), project.Organisation, ApiAnswers.NameOf(project.State), project.AwardedMinor))],
        page.CancelReason);
}

/// <param name="Url">The fund's page; null for public money.</param>
internal sealed record CallSourceBody(string Name, string? Url, long AmountMinor);

/// <param name="Weight">The most points it gives.</param>
internal sealed record CriterionBody(string Name, int Weight);

internal sealed record AmendmentBody(string What, DateTime PublishedUtc);

internal sealed record AnswerBody(string Question, string Answer, DateTime AnsweredUtc);

internal sealed record CallNeedBody(string Slug, string Title, string? Area, bool IsMet);

internal sealed record CallProjectBody(string Slug, string Title, string? Organisation, string State, long AwardedMinor);

internal static class CallsApi
{
    public static void MapCallsApi(this IEndpointRouteBuilder endpoints)
    {
        var calls = endpoints.MapGroup("/api/v1/calls").WithTags("Calls").DisableAntiforgery();
        calls.MapGet("/", ListAsync).WithName("ListCalls").WithSummary("The public calls: those that take submissions first, then the youngest.").Produces<CallListBody>();
        calls.MapGet("/{slug}", ShowAsync).WithName("ShowCall").WithSummary("One public call with its criteria, amendments, published answers, needs and awarded projects.").Produces<CallDetailsBody>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync([FromServices] IMediator mediator, HttpContext context) =>
        (await mediator.Send(new ListCalls(), context.RequestAborted)).ToApi(context, calls => ApiAnswers.Localized(context, new CallListBody([.. calls.Select(CallBody.Of)])));

    private static async Task<IResult> ShowAsync(string slug, [FromServices] IMediator mediator, HttpContext context) =>
        (await mediator.Send(new ShowCall(slug), context.RequestAborted)).ToApi(context, page => ApiAnswers.Localized(context, CallDetailsBody.Of(page)));
}
