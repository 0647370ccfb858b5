using Charity.Platform.Web;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Charity.Funds.Motions;

/// <summary>A published motion of a fund, amounts in minor units of <paramref name="Currency"/>. Texts are in the language of <c>Accept-Language</c>, Chinese when there is no English.</summary>
/// <param name="Code">Such as <c>2026-03</c>; unique with the fund's slug.</param>
/// <param name="Kind"><c>committee</c> or <c>residents</c>: who votes.</param>
/// <param name="State"><c>open</c>, <c>passed</c>, <c>rejected</c> or <c>withdrawn</c>.</param>
/// <param name="HeldOn">The day of the vote; null before it.</param>
internal sealed record MotionBody(string Fund, string Code, string Title, string Kind, string State, long AmountMinor, string Currency, DateOnly VoteOn, DateOnly? HeldOn, MotionTallyBody? Tally)
{
    public static MotionBody Of(MotionCard card) => new(
        card.FundSlug, card.Code, card.Title.ToString(), ApiAnswers.NameOf(card.Kind), ApiAnswers.NameOf(card.State), card.AmountMinor, card.Currency, card.VoteOn, card.HeldOn, MotionTallyBody.Of(card.Tally));
}

/// <param name="Present">Seats that are counted, or residents who came.</param>
internal sealed record MotionTallyBody(int Present, int For, int Against, int Abstained, int Absent, int SteppedAside)
{
    public static MotionTallyBody? Of(MotionTally? tally) => tally is null ? null : new(tally.Present, tally.For, tally.Against, tally.Abstained, tally.Absent, tally.SteppedAside);
}

/// <param name="Next">Pass as <c>after</c> to read on; null at the end.</param>
internal sealed record MotionListBody(IReadOnlyList<MotionBody> Items, string? Next);

/// <param name="Mover">A resident's name is masked, as is that of <paramref name="Seconder"/>.</param>
/// <param name="Votes">How the committee's seats voted; none of a residents' meeting.</param>
internal sealed record MotionDetailsBody(
    MotionBody Motion, string Purpose, string Mover, string Seconder, DateTime PublishedUtc, MotionElementsBody Elements, IReadOnlyList<MotionLineBody> Lines, IReadOnlyList<SeatVoteBody> Votes,
    string? Supervisor, string? SupervisorRemark, string? WithdrawReason)
{
    public static MotionDetailsBody Of(MotionPage page)
    {
        var motion = page.Motion;
        return new MotionDetailsBody(
            MotionBody.Of(new MotionCard(page.Slug, motion.Code, motion.Title, motion.Kind, motion.AmountMinor, motion.Currency, motion.State, motion.VoteOn, motion.HeldOn, motion.Tally)),
            motion.Purpose.ToString(), motion.Mover.PublicName, motion.Seconder.PublicName, motion.PublishedUtc!.Value, MotionElementsBody.Of(motion.Elements),
            [.. motion.Lines.Select(line => new MotionLineBody(line.Text.ToString(), line.AmountMinor))],
            [.. motion.Votes.Select(vote => new SeatVoteBody(vote.Name, vote.Represents?.ToString(), ApiAnswers.NameOf(vote.Choice), vote.Interest))],
            motion.SupervisorName, motion.SupervisorRemark, motion.WithdrawReason);
    }
}

/// <summary>The six elements of a motion.</summary>
internal sealed record MotionElementsBody(string When, string Where, string Who, string Resources, string Action, string Outcome)
{
    public static MotionElementsBody Of(MotionElements elements) => new(
        elements.When.ToString(), elements.Where.ToString(), elements.Who.ToString(), elements.Resources.ToString(), elements.Action.ToString(), elements.Outcome.ToString());
}

internal sealed record MotionLineBody(string Text, long AmountMinor);

/// <param name="Choice"><c>for</c>, <c>against</c>, <c>abstained</c>, <c>absent</c> or <c>steppedAside</c>.</param>
/// <param name="Interest">Why the member stepped aside; null otherwise.</param>
internal sealed record SeatVoteBody(string Name, string? Represents, string Choice, string? Interest);

internal static class MotionsApi
{
    public static void MapMotionsApi(this IEndpointRouteBuilder endpoints)
    {
        var motions = endpoints.MapGroup("/api/v1/funds/{slug}/motions").WithTags("Funds").DisableAntiforgery();
        motions.MapGet("/", ListAsync).WithName("ListFundMotions").WithSummary("The published motions of a fund, newest first.").Produces<MotionListBody>().ProducesProblem(StatusCodes.Status404NotFound);
        motions.MapGet("/{code}", ShowAsync).WithName("ShowFundMotion").WithSummary("One published motion with its budget and how it was voted on.").Produces<MotionDetailsBody>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(string slug, [FromServices] IMediator mediator, HttpContext context, string? after = null) =>
        (await mediator.Send(new ListPublicMotions(slug, after), context.RequestAborted))
            .ToApi(context, list => ApiAnswers.Localized(context, new MotionListBody([.. list.Motions.Select(MotionBody.Of)], list.Next)));

    private static async Task<IResult> ShowAsync(string slug, string code, [FromServices] IMediator mediator, HttpContext context) =>
        (await mediator.Send(new ShowMotion(slug, code), context.RequestAborted)).ToApi(context, page => ApiAnswers.Localized(context, MotionDetailsBody.Of(page)));
}
