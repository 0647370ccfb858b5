using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Charity.Disbursements.Tracking;

/// <summary>Projects, lists and spending of one year, programme, fund or street together.</summary>
/// <param name="Label">In the language of <c>Accept-Language</c>.</param>
/// <param name="Works">How many; each is done, running, not started or stopped.</param>
/// <param name="RateHundredths">What was paid of what was received, in hundredths of a per cent; null when nothing was received.</param>
internal sealed record PayoutBody(string Label, int Works, int Done, int Running, int NotStarted, int Stopped, long ReceivedMinor, long PaidMinor, long ReturnedMinor, long UnpaidMinor, int? RateHundredths)
{
    public static PayoutBody Of(TrackingRow row) => new(
        row.Label, row.Works, row.Done, row.Running, row.NotStarted, row.Stopped, row.ReceivedMinor, row.PaidMinor, row.ReturnedMinor, row.UnpaidMinor, row.RateHundredths);
}

/// <param name="By"><c>year</c>, <c>programme</c>, <c>fund</c> or <c>street</c>.</param>
/// <param name="Year">Only works of this year; null for all.</param>
/// <param name="Waiting">What is not paid, by how long it has waited.</param>
internal sealed record PayoutsBody(
    string By, int? Year, IReadOnlyList<int> Years, IReadOnlyList<PayoutBody> Items, PayoutBody Total, IReadOnlyList<WaitingBody> Waiting, string Currency, DateTime AsOfUtc)
{
    public static PayoutsBody Of(PublicTrackingPage page) => new(
        ApiAnswers.NameOf(page.Tracking.By), page.Tracking.Year, page.Tracking.Years, [.. page.Tracking.Rows.Select(PayoutBody.Of)], PayoutBody.Of(page.Tracking.Total),
        [.. page.Waiting.Select(band => new WaitingBody(band.Label, band.Items, band.AmountMinor))], Money.Yuan, page.Tracking.AsOf);
}

internal sealed record WaitingBody(string Label, int Items, long AmountMinor);

/// <summary>Something that is not paid.</summary>
/// <param name="Reason">In the language of <c>Accept-Language</c>, as is <paramref name="Owner"/>.</param>
/// <param name="Until">Nothing is expected of anybody before that day.</param>
/// <param name="Days">How long it has waited with them.</param>
internal sealed record UnpaidBody(string What, long AmountMinor, string Reason, string Owner, DateTime SinceUtc, DateOnly? Until, int Days);

/// <param name="Next">Pass as <c>after</c> to read on; null at the end.</param>
internal sealed record UnpaidListBody(IReadOnlyList<UnpaidBody> Items, int? Next, int Count, long AmountMinor, string Currency);

internal static class PayoutsApi
{
    public static void MapPayoutsApi(this IEndpointRouteBuilder endpoints)
    {
        var payouts = endpoints.MapGroup("/api/v1/payouts").WithTags("Payouts").DisableAntiforgery();
        payouts.MapGet("/", ShowAsync).WithName("ShowPayouts").WithSummary("What was paid of what was received, by year, programme, fund or street; answers 304 to a known ETag.").Produces<PayoutsBody>();
        payouts.MapGet("/unpaid", UnpaidAsync).AddEndpointFilter(ApiAnswers.KeepPrivateAsync).WithName("ListUnpaid").WithSummary("Everything that is not paid, with its reason and whoever has to act; for those who may see payments.").Produces<UnpaidListBody>()
            .ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> ShowAsync([FromServices] IMediator mediator, HttpContext context, string by = "year", int? year = null)
    {
        if (!Enum.GetValues<TrackingView>().Any(view => ApiAnswers.NameOf(view) == by))
        {
            return ApiResults.Problem(Failure.Field(nameof(by), "view_unknown", "Payouts are added up by year, programme, fund or street."), context);
        }

        return (await mediator.Send(new ShowPublicTracking(Enum.Parse<TrackingView>(by, ignoreCase: true), year), context.RequestAborted)).ToApi(context, page =>
        {
            var body = PayoutsBody.Of(page);
            return ApiAnswers.Tagged(context, body, body with { AsOfUtc = default });
        });
    }

    private static async Task<IResult> UnpaidAsync([FromServices] IMediator mediator, HttpContext context, int after = 0) =>
        (await mediator.Send(new ListUnpaid(after), context.RequestAborted)).ToApi(context, page => ApiAnswers.Localized(context, new UnpaidListBody(
            [.. page.Items.Select(item => new UnpaidBody(item.What, item.AmountMinor, item.Reason, item.Owner, item.SinceUtc, item.Until, item.Days))], page.Next, page.Count, page.AmountMinor, Money.Yuan)));
}
