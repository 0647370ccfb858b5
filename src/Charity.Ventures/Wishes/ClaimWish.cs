using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Needs;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Wishes;

/// <summary>Takes a wish on, for oneself or for an organisation one belongs to. Of two at once one gets it; the other is told kindly.</summary>
[SignedIn]
internal sealed record ClaimWish : ICommand
{
    public string Slug { get; init; } = string.Empty;

    /// <summary>The organisation's slug; empty for oneself.</summary>
    public string? For { get; init; }

    /// <summary>What the page says once the wish is fulfilled; for an organisation its own name stands.</summary>
    public string? ShownName { get; init; }
    public bool IsAnonymous { get; init; }

    /// <summary>A telephone number or e-mail address for the worker.</summary>
    public string? Contact { get; init; }
}

internal sealed class ClaimWishValidator : AbstractValidator<ClaimWish>
{
    public ClaimWishValidator()
    {
        RuleFor(claim => claim.Contact).Must(contact => PlainText.Clean(contact).Length > 0).Says("contact_missing", "Please say how the worker can reach you: a telephone number or e-mail address.")
            .MaximumLength(WishClaim.ContactLength).Says("text_too_long", "Please use at most {0} characters.", WishClaim.ContactLength);
        RuleFor(claim => claim.ShownName).MaximumLength(WishClaim.NameLength).Says("text_too_long", "Please use at most {0} characters.", WishClaim.NameLength);
        this.NamesNoNumbers(claim => claim.ShownName);
        When(claim => claim is { IsAnonymous: false, For: null or "" }, () =>
            RuleFor(claim => claim.ShownName).Must(name => PlainText.Clean(name).Length > 0).Says("shown_name_missing", "Please say what name is shown, or stay anonymous."));
    }
}

internal sealed class ClaimWishHandler(
    CharityDbContext db, WishDesk desk, IWorkflowDoor door, IOrganisations organisations, WishMails mails, ISettingsStore settings, ICurrentUser user, SiteTime time, TimeProvider clock)
    : IRequestHandler<ClaimWish, Result>
{
    public async Task<Result> Handle(ClaimWish request, CancellationToken cancellationToken)
    {
        var rules = await settings.GetAsync<WishSettings>(cancellationToken);
        if (await WhyNotAsync(user.Id!.Value, rules, cancellationToken) is { } tooMany)
        {
            return tooMany;
        }

        var claimer = await ReadAsync(request, cancellationToken);
        if (claimer.Failure is { } wrong)
        {
            return wrong;
        }

        switch (await desk.LoadAsync(request.Slug, cancellationToken))
        {
            case null or { IsPublic: false }:
                return WishFailures.Unknown;
            case { State: WishProcess.Claimed }:
                return WishFailures.TakenAlready;
            case { State: not WishProcess.Open }:
                return WishFailures.Over;
            case var wish:
                return await TakeAsync(wish, claimer.Value, rules, cancellationToken);
        }
    }

    private async Task<Result> TakeAsync(Wish wish, Claimer claimer, WishSettings rules, CancellationToken cancellationToken)
    {
        var fired = await door.FireAsync(WishProcess.Table, wish, WishProcess.Claim, expectedVersion: null, note: null, cancellationToken);
        if (fired.Failure is not null)
        {
            return fired;
        }

        // Whole days: the last one counts to its end.
        var claim = WishClaim.Of(wish.Id, claimer, time.Utc(time.Today.AddDays(rules.DaysToFulfil + 1)), clock.GetUtcNow());
        wish.Claimed(claim);
        db.Add(claim);
        await mails.ClaimedAsync(wish, claim, cancellationToken);
        return fired;
    }

    /// <summary>Whoever clicks several wishes at once waits here, so that no more than allowed are theirs.</summary>
    private async Task<Failure?> WhyNotAsync(Guid personId, WishSettings rules, CancellationToken cancellationToken)
    {
        await db.LockAsync($"wish-claimer:{personId:N}", cancellationToken);
        return await db.Set<WishClaim>().CountAsync(claim => claim.ClaimerId == personId && claim.EndedUtc == null, cancellationToken) >= rules.ClaimsAtOnce
            ? Failure.Conflict("too_many_claims", "You have {0} wishes in hand already. Bring one of them first, or give it back, so that others have a chance too.", rules.ClaimsAtOnce)
            : null;
    }

    private async Task<Result<Claimer>> ReadAsync(ClaimWish request, CancellationToken cancellationToken)
    {
        var contact = PlainText.Clean(request.Contact);
        if (string.IsNullOrEmpty(request.For))
        {
            return new Claimer(user.Id!.Value, null, request.IsAnonymous ? null : PlainText.Clean(request.ShownName), contact);
        }

        return (await organisations.MineAsync(cancellationToken)).FirstOrDefault(membership => membership.Organisation.Slug == request.For)?.Organisation is { IsVerified: true } organisation
            ? new Claimer(user.Id!.Value, organisation.Id, request.IsAnonymous ? null : organisation.Name.Zh, contact)
            : Failure.Field(nameof(request.For), "organisation_not_yours", "You can do this only for yourself or for a verified organisation you belong to.");
    }
}
