using Charity.Donations.Booking;
using Charity.Donations.Contracts;
using Charity.Donations.Giving;
using Charity.Donations.Manage;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Held;

/// <summary>Gives a held gift its fund, after the donor was asked or could not be reached. Books it and issues the receipt.</summary>
/// <param name="Version">The version that was looked at.</param>
/// <param name="Fund">The slug of a fund that accepts gifts.</param>
/// <param name="Reason">How it was decided; kept in the history.</param>
[Requires(Permissions.DecideHeldGifts)]
internal sealed record DecideHeldGift(Guid DonationId, int Version, string? Fund, string? Reason) : ICommand;

internal sealed class DecideHeldGiftValidator : AbstractValidator<DecideHeldGift>
{
    private const int ReasonLength = 500;

    public DecideHeldGiftValidator()
    {
        RuleFor(request => request.Fund).NotEmpty().Says("fund_missing_held", "Choose the fund that gets the gift.");
        RuleFor(request => request.Reason)
            .Must(reason => PlainText.Clean(reason).Length > 0).Says("decision_reason_missing", "Say how this was decided: what the donor wanted, or that they could not be reached.")
            .Must(reason => PlainText.Clean(reason).Length <= ReasonLength).Says("reason_too_long", "The reason may have at most {0} characters.", ReasonLength);
    }
}

internal sealed class DecideHeldGiftHandler(
    CharityDbContext db, GiftScope scope, IWorkflowDoor door, ILedger ledger, ReceiptNumbers numbers, ReceiptMail mail, HeldGiftAlert heldAlert, IMediator mediator, SiteTime time)
    : IRequestHandler<DecideHeldGift, Result>
{
    public async Task<Result> Handle(DecideHeldGift request, CancellationToken cancellationToken)
    {
        var funds = await scope.FundsAsync(cancellationToken);
        var donation = await db.Set<Donation>().FirstOrDefaultAsync(gift => gift.Id == request.DonationId, cancellationToken);
        if (donation is null || funds.All(fund => fund.Id != donation.FundId))
        {
            return GiftScope.NotFound;
        }

        if (funds.FirstOrDefault(fund => fund.Slug == request.Fund) is not { AcceptsGifts: true } chosen)
        {
            return Failure.Field(nameof(request.Fund), "fund_not_open", "Choose a fund that accepts gifts now.");
        }

        var fired = await door.FireAsync(DonationProcess.Table, donation, DonationProcess.Decide, request.Version, PlainText.Clean(request.Reason), cancellationToken);
        if (!fired.Succeeded)
        {
            return fired;
        }

        donation.GoTo(chosen.Id);
        await numbers.AssignAsync([donation], cancellationToken);
        await mail.PromiseReceiptAsync(donation, chosen, cancellationToken);
        await heldAlert.ResolveAsync(donation.Id, cancellationToken);
        await mediator.Publish(new DonationReceived(donation.Id, donation.FundId, donation.AmountMinor, donation.Currency), cancellationToken);
        var posted = await ledger.PostAsync([GiftEntries.Decided(donation, chosen.Slug, time.Today)], cancellationToken);
        return posted.Failure is { } failure ? failure : Result.Ok;
    }
}
