using Charity.Platform.Text;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Charity.Donations.Alliance;

/// <summary>A merchant of the alliance, amounts in minor units of <paramref name="Currency"/>. Texts are in the language of <c>Accept-Language</c>, Chinese when there is no English.</summary>
/// <param name="State"><c>active</c> or <c>left</c>.</param>
/// <param name="Area">Its name.</param>
/// <param name="Fund">The name of the fund its pledge goes to.</param>
internal sealed record MerchantBody(
    string Slug, string Name, string Category, string? Area, string? Fund, PledgeBody Pledge, string State, DateOnly? Since, DateOnly? Until, long GivenMinor, int GiftCount, string Currency)
{
    public static MerchantBody Of(MerchantRow row) => new(
        row.Slug, row.Name.ToString(), ApiAnswers.NameOf(row.Category), row.Area?.ToString(), row.Fund?.ToString(), new PledgeBody(ApiAnswers.NameOf(row.Pledge.Kind), row.Pledge.Rate), ApiAnswers.NameOf(row.State),
        row.Since, row.Until, row.GivenMinor, row.GiftCount, Money.Yuan);
}

/// <param name="Kind"><c>perSale</c> or <c>turnover</c>.</param>
/// <param name="Rate">Minor units for each sale, or hundredths of a per cent of the turnover.</param>
internal sealed record PledgeBody(string Kind, int Rate);

/// <param name="MerchantCount">Of the whole district, as is <paramref name="GivenMinor"/>.</param>
/// <param name="Next">Pass as <c>after</c> to read on; null at the end.</param>
internal sealed record AllianceBody(IReadOnlyList<MerchantBody> Items, Guid? Next, IReadOnlyList<AllianceAreaBody> Areas, int MerchantCount, long GivenMinor, string Currency, DateTime AsOfUtc);

/// <param name="GivenMinor">By all of its merchants, those that have left too.</param>
internal sealed record AllianceAreaBody(string Code, string Name, int Merchants, long GivenMinor);

internal sealed record MerchantDetailsBody(MerchantBody Merchant, string Address, string? FundSlug, DateTime AsOfUtc);

/// <summary>A month of a merchant.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="State"><c>missing</c>, <c>nothing</c>, <c>owed</c>, <c>entered</c> or <c>paid</c>.</param>
/// <param name="Basis">Sales, or the turnover in minor units; null while the sales have not been told, as is <paramref name="AmountMinor"/>.</param>
/// <param name="DueOn">The last day for the sales, then for the money.</param>
internal sealed record SettlementBody(string Merchant, string Name, DateOnly Month, string State, long? Basis, long? AmountMinor, string Currency, DateOnly DueOn, bool IsLate)
{
    public static SettlementBody Of(MerchantMonth month, DateOnly today) => new(
        month.Merchant.Slug, month.Merchant.Name.ToString(), month.Month, ApiAnswers.NameOf(month.State), month.Settlement?.Basis, month.Settlement?.AmountMinor, month.Settlement?.Currency ?? Money.Yuan,
        month.DueOn, month.IsLateOn(today));
}

internal sealed record SettlementListBody(DateOnly Month, bool Late, IReadOnlyList<SettlementBody> Items, long OwedMinor, long PaidMinor, string Currency);

internal static class AllianceApi
{
    public static void MapAllianceApi(this IEndpointRouteBuilder endpoints)
    {
        var alliance = endpoints.MapGroup("/api/v1/alliance").WithTags("Alliance").DisableAntiforgery();
        alliance.MapGet("/", ListAsync).WithName("ListAlliance").WithSummary("The merchants of the alliance in an area and everything below it, newest first, with what they have given by area; answers 304 to a known ETag.")
            .Produces<AllianceBody>();
        alliance.MapGet("/{slug}", ShowAsync).WithName("ShowAllianceMerchant").WithSummary("One merchant with what it has given.").Produces<MerchantDetailsBody>().ProducesProblem(StatusCodes.Status404NotFound);

        // No merchant's slug is so long.
        alliance.MapGet("/settlements", SettlementsAsync).AddEndpointFilter(ApiAnswers.KeepPrivateAsync).WithName("ListAllianceSettlements")
            .WithSummary("The merchants' months, for those who look after the alliance: of one month (2026-10), or all that are late.").Produces<SettlementListBody>().ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> ListAsync([FromServices] IMediator mediator, HttpContext context, string? area = null, Guid? after = null) =>
        (await mediator.Send(new ListAlliance(area, after), context.RequestAborted)).ToApi(context, page =>
        {
            var body = new AllianceBody(
                [.. page.Merchants.Select(MerchantBody.Of)], page.Next, [.. page.ByArea.Select(total => new AllianceAreaBody(total.Code, total.Name.ToString(), total.Merchants, total.GivenMinor))],
                page.MerchantCount, page.GivenMinor, Money.Yuan, page.AsOfUtc);
            return ApiAnswers.Tagged(context, body, body with { AsOfUtc = default });
        });

    private static async Task<IResult> ShowAsync(string slug, [FromServices] IMediator mediator, HttpContext context) =>
        (await mediator.Send(new ShowMerchant(slug), context.RequestAborted))
            .ToApi(context, page => ApiAnswers.Localized(context, new MerchantDetailsBody(MerchantBody.Of(page.Merchant), page.Address.ToString(), page.Fund?.Slug, page.AsOfUtc)));

    private static async Task<IResult> SettlementsAsync([FromServices] IMediator mediator, HttpContext context, string? month = null, bool late = false) =>
        (await mediator.Send(new ListSettlements(month, late), context.RequestAborted)).ToApi(context, list => ApiAnswers.Localized(context, new SettlementListBody(
            list.Month, list.Late, [.. list.Rows.Select(row => SettlementBody.Of(row, list.Today))], list.OwedMinor, list.PaidMinor, Money.Yuan)));
}
