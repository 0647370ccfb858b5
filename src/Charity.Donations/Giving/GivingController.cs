using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Donations.Giving;

/// <summary>The giving form, and the way to the payment page.</summary>
[EnableRateLimiting(RateLimits.Giving)]
internal sealed class GivingController(TimeProvider clock) : CharityController
{
    [HttpGet("/funds/{slug}/donate")]
    [ResponseCache(NoStore = true)]
    public async Task<IActionResult> Give(string slug, string? amount, string? own)
    {
        var facts = await SendAsync(new ShowGivingForm(slug));
        return facts.Failure switch
        {
            // The fund's page says since when, and which others take gifts.
            { Kind: FailureKind.Conflict } => LocalRedirect($"/funds/{slug}"),
            { } failure => Refuse(failure),
            null => View(new GivingPage(facts.Value, GiveForm.New(facts.Value, amount, own, Guid.CreateVersion7(clock.GetUtcNow())), Confirm: null)),
        };
    }

    [HttpPost("/funds/{slug}/donate")]
    public async Task<IActionResult> Give(string slug, [FromForm] GiveForm form)
    {
        var facts = await SendAsync(new ShowGivingForm(slug));
        if (facts.Failure is { } closed)
        {
            return Refuse(closed);
        }

        var given = await SendAsync(form.ToRequest(facts.Value));
        if (given.Failure is { } failure)
        {
            return Again(facts.Value, form, failure);
        }

        return await PayAsync(given.Value.Token);
    }

    /// <summary>Takes up a payment that was left, refused or ran out.</summary>
    [HttpPost("/donations/{token}/pay")]
    public async Task<IActionResult> Pay(string token) => await PayAsync(token);

    private async Task<IActionResult> PayAsync(string token)
    {
        var opened = await SendAsync(new OpenPayment(token));
        return opened.Failure switch
        {
            null => Redirect(opened.Value.Url),
            { Kind: FailureKind.Unavailable } => LocalRedirect($"/donations/{token}?from=unavailable"),
            { Kind: FailureKind.NotFound } unknown => Refuse(unknown),

            // Paid, or closed, meanwhile: the tracking page says how the gift stands.
            _ => LocalRedirect($"/donations/{token}"),
        };
    }

    /// <summary>The form with what was typed: to be corrected, or with the large amount to be confirmed.</summary>
    private IActionResult Again(GivingFacts facts, GiveForm form, Failure failure)
    {
        if (!FormCanShow(failure))
        {
            return Refuse(failure);
        }

        if (failure.Code == LargeGift.NeedsConfirmation)
        {
            Response.StatusCode = 422;
            return View(nameof(Give), new GivingPage(facts, form, AmountParser.Parse(form.Typed, facts.Currency).Minor));
        }

        // The amount's message belongs to the field it was typed into.
        AddErrors(failure with { Fields = [.. failure.Fields.Select(field => field.Field == nameof(GiveForm.Amount) ? field with { Field = nameof(GiveForm.Own) } : field)] });
        return View(nameof(Give), new GivingPage(facts, form, Confirm: null));
    }
}
