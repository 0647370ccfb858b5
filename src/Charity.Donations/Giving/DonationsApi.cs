using Charity.Donations.FundPage;
using Charity.Donations.Tracking;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Charity.Donations.Giving;

/// <summary>Who gives, in an API call. All of it may be left out.</summary>
internal sealed record DonorBody(string? Name, string? Email, bool Anonymous);

/// <param name="Fund">The fund's slug.</param>
/// <param name="AmountMinor">The gift in minor units, before a covered fee. Naming it in minor units counts as confirming a large one.</param>
/// <param name="Currency">ISO 4217; the fund's.</param>
/// <param name="Frequency"><c>once</c> (the default); <c>monthly</c> is refused until card payments come.</param>
/// <param name="ReturnUrl">Where the payment page sends the donor; on this site or a trusted host.</param>
internal sealed record GiveDonationBody(
    string? Fund, long? AmountMinor, string? Currency, string? Frequency, DonorBody? Donor, string? Message, bool CoverFee, string? ReturnUrl);

/// <param name="CheckoutUrl">The payment page; null while the provider cannot open one: post to the tracking page later.</param>
internal sealed record GivenDonationAnswer(Guid Id, string Token, string Status, string? CheckoutUrl, string TrackingUrl);

internal static class DonationsApi
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v1/funds/{slug}/donations", ListAsync).WithName("ListFundDonations").WithSummary("A fund's gifts, newest first; names are masked.").WithTags("Donations")
            .Produces<PublicGifts>();
        endpoints.MapPost("/api/v1/donations", GiveAsync).WithName("GiveDonation").WithSummary("Writes a gift down and opens its payment page.").WithTags("Donations")
            .AddEndpointFilter<IdempotentApi>().DisableAntiforgery().RequireRateLimiting(RateLimits.Giving)
            .Produces<GivenDonationAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        endpoints.MapGet("/api/v1/donations/{token}", TrackAsync).WithName("TrackDonation").WithSummary("How a gift stands.").WithTags("Donations")
            .Produces<DonationStatus>();
    }

    private static async Task<IResult> ListAsync(string slug, string? after, int? limit, IMediator mediator, HttpContext http, CancellationToken cancellationToken) =>
        (await mediator.Send(new ListPublicGifts(slug, after, limit ?? 20), cancellationToken)).ToApi(http);

    private static async Task<IResult> GiveAsync(
        [FromBody] GiveDonationBody body, [FromHeader(Name = "Idempotency-Key")] string? key, IMediator mediator, ICurrentUser user, SiteAddress site, HttpContext http, CancellationToken cancellationToken)
    {
        // The caller's key is the form: a repetition after a lost answer finds the gift that was made.
        var formId = DerivedId.Of("api", user.Id?.ToString() ?? user.RemoteAddress ?? string.Empty, key ?? string.Empty);
        var request = new GiveDonation(
            formId, body.Fund ?? string.Empty, AmountOf(body.AmountMinor), body.Frequency ?? GiveDonation.Once, body.Donor?.Name, body.Donor?.Anonymous ?? false, body.Message,
            body.Donor?.Email, body.CoverFee, NoReceipt: false, body.AmountMinor, body.ReturnUrl, body.Currency);
        var given = await mediator.Send(request, cancellationToken);
        if (given.Failure is { } failure)
        {
            return ApiResults.Problem(InBodyNames(failure), http);
        }

        var opened = await mediator.Send(new OpenPayment(given.Value.Token), cancellationToken);
        var tracking = $"/donations/{given.Value.Token}";
        return Results.Created($"/api/v1{tracking}", new GivenDonationAnswer(
            given.Value.Id, given.Value.Token, given.Value.State, opened.Succeeded ? opened.Value.Url : null, site.Of(tracking)));
    }

    private static async Task<IResult> TrackAsync(string token, IMediator mediator, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return (await mediator.Send(new TrackDonation(token), cancellationToken)).ToApi(http, tracked => Results.Ok(DonationStatus.Of(tracked)));
    }

    private static AmountParse AmountOf(long? minor) => minor switch
    {
        null => new AmountParse(null, AmountProblem.Empty),
        < 0 => new AmountParse(null, AmountProblem.Negative),
        > AmountParser.Largest => new AmountParse(null, AmountProblem.TooLarge),
        _ => new AmountParse(minor, null),
    };

    /// <summary>Errors name the fields of the body that was sent.</summary>
    private static Failure InBodyNames(Failure failure) => failure with
    {
        Fields = [.. failure.Fields.Select(field => field with
        {
            Field = field.Field switch { nameof(GiveDonation.Amount) => nameof(GiveDonationBody.AmountMinor), nameof(GiveDonation.Name) => "donor.name", nameof(GiveDonation.Email) => "donor.email", var same => same },
        })],
    };
}
