using Charity.Platform.Requests;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Charity.Funds.FundPages;

/// <summary>A fund in figures, amounts in minor units of <paramref name="Currency"/>, as the books stood at <paramref name="AsOfUtc"/>.</summary>
/// <param name="Name">In the language of <c>Accept-Language</c>, Chinese when there is no English.</param>
/// <param name="Area">The code of the fund's area.</param>
internal sealed record FundBody(
    string Slug, string Name, string Area, long GoalMinor, long RaisedMinor, long CommittedMinor, long PaidOutMinor, long AvailableMinor, long DonationCount,
    string Currency, DateTime AsOfUtc)
{
    public static FundBody Of(FundCard card) => new(
        card.Slug, card.Name.ToString(), card.AreaCode, card.GoalMinor, card.Figures.RaisedMinor, card.Figures.CommittedMinor, card.Figures.PaidOutMinor,
        card.Figures.AvailableMinor, card.Figures.GiftCount, card.Figures.Currency, card.Figures.AsOfUtc);
}

/// <param name="Next">Pass as <c>after</c> to read on; null at the end.</param>
internal sealed record FundListBody(IReadOnlyList<FundBody> Items, string? Next);

internal static class FundsApi
{
    private const int UsualLimit = 20;

    public static void MapFundsApi(this IEndpointRouteBuilder endpoints)
    {
        var funds = endpoints.MapGroup("/api/v1/funds").WithTags("Funds").DisableAntiforgery();
        funds.MapGet("/", ListAsync).WithName("ListFunds").WithSummary("The public funds with their figures.").Produces<FundListBody>();
        funds.MapGet("/{slug}", ShowAsync).WithName("ShowFund").WithSummary("One public fund with its figures; answers 304 to a known ETag.").Produces<FundBody>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        [FromServices] IMediator mediator, HttpContext context, string? area = null, string? kind = null, string? q = null, string? after = null, int limit = UsualLimit) =>
        (await mediator.Send(new ListFunds(area, kind, q, after, limit), context.RequestAborted))
            .ToApi(context, list => Results.Ok(new FundListBody([.. list.Funds.Select(FundBody.Of)], list.Next)));

    private static async Task<IResult> ShowAsync(string slug, [FromServices] IMediator mediator, HttpContext context) =>
        (await mediator.Send(new ShowFundCard(slug), context.RequestAborted)).ToApi(context, card =>
        {
            var body = FundBody.Of(card);
            return ApiAnswers.Tagged(context, body, body with { AsOfUtc = default });
        });
}
