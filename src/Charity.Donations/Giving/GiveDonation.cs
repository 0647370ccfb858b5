using System.Globalization;
using Charity.Funds.Contracts;
using Charity.Payments.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Web;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Giving;

/// <summary>Writes a gift and its order down; nothing is charged yet. The same form sent again answers with the same gift.</summary>
/// <param name="FormId">Made with the form by the server.</param>
/// <param name="Fund">The fund's slug.</param>
/// <param name="Amount">The gift as typed, before a covered fee is added.</param>
/// <param name="Frequency"><c>once</c>; <c>monthly</c> is not offered yet.</param>
/// <param name="ConfirmedMinor">The amount the donor has confirmed, when it is a large one.</param>
/// <param name="ReturnUrl">Where the payment page sends the donor afterwards; null for the tracking page.</param>
/// <param name="Currency">What the caller means the amount in; null for the fund's.</param>
[Anybody]
internal sealed record GiveDonation(
    Guid FormId, string Fund, AmountParse Amount, string Frequency, string? Name, bool Anonymous, string? Message, string? Email, bool CoverFee, bool NoReceipt,
    long? ConfirmedMinor, string? ReturnUrl = null, string? Currency = null) : ICommand<Result<GivenDonation>>
{
    public const string Once = "once", Monthly = "monthly";
}

internal sealed record GivenDonation(Guid Id, string Token, string State, Guid? CheckoutId);

internal sealed class GiveDonationValidator : AbstractValidator<GiveDonation>
{
    public GiveDonationValidator()
    {
        this.AmountIsUnderstood(request => request.Amount);
        RuleFor(request => request.FormId).NotEmpty().Says("form_missing", "This form is incomplete. Load the page again.");
        RuleFor(request => request.Frequency)
            .Must(frequency => frequency != GiveDonation.Monthly).Says("monthly_not_yet", "Monthly gifts come together with card payments. Please choose a single gift for now.")
            .Must(frequency => frequency is GiveDonation.Once or GiveDonation.Monthly).Says("frequency_unknown", "Choose a single gift or a monthly one.");
        RuleFor(request => request.Name)
            .Must(name => PlainText.Clean(name).Length <= Donation.NameLength).Says("name_too_long", "A name may have at most {0} characters.", Donation.NameLength);
        RuleFor(request => request.Message)
            .Must(message => PlainText.Clean(message).Length <= Donation.MessageLength).Says("message_too_long", "A message may have at most {0} characters.", Donation.MessageLength);
        RuleFor(request => request.Email)
            .Must(DonorEmail.IsEmptyOrValid).Says("email_invalid", "This e-mail address is not complete. Correct it or leave the field empty.");
    }
}

internal sealed class GiveDonationHandler(
    CharityDbContext db, IFunds funds, ICheckouts checkouts, ISettingsStore settings, ICurrentUser user, FieldCipher cipher, SiteAddress site, TimeProvider clock)
    : IRequestHandler<GiveDonation, Result<GivenDonation>>
{
    public async Task<Result<GivenDonation>> Handle(GiveDonation request, CancellationToken cancellationToken)
    {
        if (await funds.FindAsync(request.Fund, cancellationToken) is not { IsPublic: true } fund)
        {
            return Failure.NotFound("fund_unknown", "There is no such fund.");
        }

        var rules = await settings.GetAsync<GivingSettings>(cancellationToken);
        var donation = Write(request, fund, rules, request.FormId);
        await db.LockAsync($"donation-form:{request.FormId:N}", cancellationToken);
        if (await FindAsync(request.FormId, cancellationToken) is { } first)
        {
            if (first.IsSameGiftAs(donation))
            {
                return Answer(first);
            }

            // The donor went back, changed something and sent the form again: another gift, but still one however often it is sent.
            donation = Write(request, fund, rules, donation.IdOfChangedForm());
            if (await FindAsync(donation.FormId, cancellationToken) is { } sentBefore)
            {
                return Answer(sentBefore);
            }
        }

        if (Refusal(request, fund, rules) is { } refusal)
        {
            return refusal;
        }

        db.Add(donation);
        checkouts.Add(new CheckoutDraft(
            donation.CheckoutId!.Value, donation.Reference, donation.AmountMinor, donation.Currency, fund.Name, donation.DonorEmail, donation.Culture,
            request.ReturnUrl ?? site.Of($"/donations/{donation.Token}?from=payment"), site.Of($"/donations/{donation.Token}?from=cancelled")));
        return Answer(donation);
    }

    private Task<Donation?> FindAsync(Guid formId, CancellationToken cancellationToken) =>
        db.Set<Donation>().AsNoTracking().FirstOrDefaultAsync(donation => donation.FormId == formId, cancellationToken);

    private static Result<GivenDonation> Answer(Donation donation) => new GivenDonation(donation.Id, donation.Token, donation.State, donation.CheckoutId);

    private Failure? Refusal(GiveDonation request, FundSummary fund, GivingSettings rules)
    {
        var gift = request.Amount.Minor!.Value;
        if (!fund.AcceptsGifts)
        {
            return Failure.Conflict("fund_closed", "This fund does not accept gifts at present. Nothing was charged.");
        }

        if (AmountRules.Refusal(nameof(GiveDonation.Amount), gift, fund.Currency, rules) is { } wrongAmount)
        {
            return wrongAmount;
        }

        if (request.Currency is { } meant && meant != fund.Currency)
        {
            return Failure.Field(nameof(GiveDonation.Currency), "currency_not_accepted", "This fund takes gifts in {0}.", fund.Currency);
        }

        if (request.ReturnUrl is { } address && !IsOurs(address, rules))
        {
            return Failure.Field(nameof(GiveDonation.ReturnUrl), "return_url_not_allowed", "The return address must be on this site, or on a host this site has been set up to trust.");
        }

        return gift >= LargeGift.From(fund, rules) && request.ConfirmedMinor != gift
            ? Failure.Field(nameof(GiveDonation.ConfirmedMinor), LargeGift.NeedsConfirmation, "Please look at the amount once more and confirm it.")
            : null;
    }

    private Donation Write(GiveDonation request, FundSummary fund, GivingSettings rules, Guid formId)
    {
        var gift = request.Amount.Minor!.Value;
        var cover = request.CoverFee ? FeeCover.CoverOf(gift, rules) : 0;
        var email = DonorEmail.Clean(request.Email);
        var giver = new Giver(
            user.IsSystem ? null : user.Id, PlainText.Clean(request.Name), email, email is null ? null : DonorEmail.Fingerprint(cipher, email), request.Anonymous,
            CultureInfo.CurrentUICulture.Name);
        return Donation.Give(formId, fund.Id, gift + cover, cover, fund.Currency, giver, PlainText.Clean(request.Message), request.NoReceipt, clock.GetUtcNow());
    }

    /// <summary>An address out of an API call must not turn our payment page into a door to anywhere.</summary>
    private bool IsOurs(string address, GivingSettings rules) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http"
        && (string.Equals(uri.Authority, new Uri(site.Base).Authority, StringComparison.OrdinalIgnoreCase)
            || (uri.Scheme == "https" && rules.ReturnHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase)));
}
