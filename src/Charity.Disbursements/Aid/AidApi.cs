using Charity.Platform.Text;
using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Charity.Disbursements.Aid;

/// <summary>A programme that helps people, amounts in minor units of <paramref name="Currency"/>. Texts are in the language of <c>Accept-Language</c>, Chinese when there is no English.</summary>
/// <param name="Kind"><c>temporaryAid</c>, <c>insurance</c> or <c>subsidy</c>.</param>
internal sealed record AidProgrammeBody(string Slug, string Name, string? Summary, string Kind, int PaidPeople, long PaidMinor, string Currency);

internal sealed record AidProgrammeListBody(IReadOnlyList<AidProgrammeBody> Items);

/// <summary>A list in figures; nobody who stands in it.</summary>
/// <param name="Number">Within its programme.</param>
/// <param name="Period">Such as <c>2026-11</c>.</param>
/// <param name="State"><c>approved</c> or <c>paid</c>.</param>
internal sealed record AidListBody(int Number, string Period, string State, int People, long AmountMinor, int PaidPeople, long PaidMinor);

/// <param name="Street">Null for people of lists that name none.</param>
internal sealed record AidStreetBody(string? Street, int People, long AmountMinor, int PaidPeople, long PaidMinor);

/// <param name="Fund">The slug of the fund that pays.</param>
/// <param name="Items">Its approved lists, newest first.</param>
/// <param name="Next">Pass as <c>after</c> to read on; null at the end.</param>
internal sealed record AidProgrammeDetailsBody(AidProgrammeBody Programme, string Fund, int Lists, int People, long AmountMinor, IReadOnlyList<AidListBody> Items, IReadOnlyList<AidStreetBody> Streets, int? Next)
{
    public static AidProgrammeDetailsBody Of(PublicAidProgramme page) => new(
        new AidProgrammeBody(
            page.Programme.Slug, page.Programme.Name.ToString(), page.Programme.Summary?.ToString(), ApiAnswers.NameOf(page.Programme.Kind), page.Sums.PaidPeople, page.Sums.PaidMinor, Money.Yuan),
        page.Programme.FundSlug, page.Sums.Lists, page.Sums.People, page.Sums.AmountMinor,
        [.. page.Lists.Select(list => new AidListBody(list.Number, list.Period, ApiAnswers.NameOf(list.Standing), list.People, list.AmountMinor, list.PaidPeople, list.PaidMinor))],
        [.. page.Streets.Select(street => new AidStreetBody(street.Name?.ToString(), street.People, street.AmountMinor, street.PaidPeople, street.PaidMinor))], page.Next);
}

internal static class AidApi
{
    public static void MapAidApi(this IEndpointRouteBuilder endpoints)
    {
        var aid = endpoints.MapGroup("/api/v1/aid").WithTags("Aid").DisableAntiforgery();
        aid.MapGet("/", ListAsync).WithName("ListAid").WithSummary("The programmes that help people, with how many were paid and how much.").Produces<AidProgrammeListBody>();
        aid.MapGet("/{slug}", ShowAsync).WithName("ShowAidProgramme").WithSummary("One programme with its approved lists and its streets, in figures.").Produces<AidProgrammeDetailsBody>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync([FromServices] IMediator mediator, HttpContext context) =>
        (await mediator.Send(new ListPublicAid(), context.RequestAborted)).ToApi(context, programmes => ApiAnswers.Localized(context, new AidProgrammeListBody(
            [.. programmes.Select(programme => new AidProgrammeBody(
                programme.Slug, programme.Name.ToString(), programme.Summary?.ToString(), ApiAnswers.NameOf(programme.Kind), programme.PaidPeople, programme.PaidMinor, Money.Yuan))])));

    private static async Task<IResult> ShowAsync(string slug, [FromServices] IMediator mediator, HttpContext context, int? after = null) =>
        (await mediator.Send(new ShowPublicAidProgramme(slug, after), context.RequestAborted)).ToApi(context, page => ApiAnswers.Localized(context, AidProgrammeDetailsBody.Of(page)));
}
