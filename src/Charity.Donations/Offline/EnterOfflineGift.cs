using Charity.Donations.Giving;
using Charity.Donations.Manage;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Offline;

/// <summary>Enters a gift of cash or by bank transfer; a second person confirms it. The same form sent again answers with the same entry.</summary>
/// <param name="FormId">Made with the form; the entry's id.</param>
[Requires(Permissions.EnterOfflineGifts)]
internal sealed record EnterOfflineGift(
    Guid FormId, string? Fund, GiftSource? Source, AmountParse Amount, DateOnly? ReceivedOn, string? DonorName, string? DonorEmail, bool Anonymous, string? FirstWitness,
    string? SecondWitness, string? BankReference, bool NoReceipt) : ICommand<Result<Guid>>;

internal sealed class EnterOfflineGiftValidator : AbstractValidator<EnterOfflineGift>
{
    private const int ReferenceLength = 64;

    public EnterOfflineGiftValidator()
    {
        RuleFor(gift => gift.FormId).NotEmpty().Says("form_missing", "This form is incomplete. Load the page again.");
        RuleFor(gift => gift.Fund).NotEmpty().Says("fund_missing", "Choose the fund the gift is for.");
        RuleFor(gift => gift.Source).Must(source => source is GiftSource.Cash or GiftSource.Bank).Says("source_missing", "Choose whether the gift came in cash or by bank transfer.");
        this.AmountIsUnderstood(gift => gift.Amount);
        RuleFor(gift => gift.ReceivedOn).NotNull().Says("day_missing", "Give the day on which the gift was received.");
        RuleFor(gift => gift.DonorName).Must(IsShort).Says("name_too_long", "A name may have at most {0} characters.", Donation.NameLength);
        RuleFor(gift => gift.DonorEmail).Must(EmailAddresses.AreEmptyOrValid).Says("email_invalid", "This e-mail address is not complete. Correct it or leave the field empty.");
        When(gift => gift.Source == GiftSource.Cash, () =>
        {
            RuleFor(gift => gift.FirstWitness)
                .NotEmpty().Says("witness_missing", "Cash is counted before two witnesses: give both names.")
                .Must(IsShort).Says("name_too_long", "A name may have at most {0} characters.", Donation.NameLength);
            RuleFor(gift => gift.SecondWitness)
                .NotEmpty().Says("witness_missing", "Cash is counted before two witnesses: give both names.")
                .Must(IsShort).Says("name_too_long", "A name may have at most {0} characters.", Donation.NameLength)
                .Must((gift, second) => PlainText.Clean(second) != PlainText.Clean(gift.FirstWitness)).Says("witnesses_same", "The two witnesses must be two people.");
        });
        When(gift => gift.Source == GiftSource.Bank, () => RuleFor(gift => gift.BankReference)
            .NotEmpty().Says("bank_reference_missing", "Give the bank's number of the transfer: with it, no transfer is booked twice.")
            .Must(reference => PlainText.Clean(reference).Length <= ReferenceLength).Says("bank_reference_too_long", "The bank's number may have at most {0} characters.", ReferenceLength));
    }

    private static bool IsShort(string? name) => PlainText.Clean(name).Length <= Donation.NameLength;
}

internal sealed class EnterOfflineGiftHandler(CharityDbContext db, GiftScope scope, ISettingsStore settings, ICurrentUser user, FieldCipher cipher, SiteTime time, TimeProvider clock)
    : IRequestHandler<EnterOfflineGift, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(EnterOfflineGift request, CancellationToken cancellationToken)
    {
        if ((await scope.FundsAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == request.Fund) is not { } fund)
        {
            return Failure.NotFound("fund_not_mine", "There is no such fund among those you look after.");
        }

        await db.LockAsync("offline-gifts", cancellationToken);
        if (await db.Set<OfflineGift>().AnyAsync(gift => gift.Id == request.FormId, cancellationToken))
        {
            return request.FormId;
        }

        if (!fund.AcceptsGifts)
        {
            return Failure.Field(nameof(request.Fund), "fund_closed_offline", "This fund does not accept gifts at present. Choose another one, with the donor's consent.");
        }

        var rules = await settings.GetAsync<GivingSettings>(cancellationToken);
        if (AmountRules.Refusal(nameof(request.Amount), request.Amount.Minor!.Value, fund.Currency, rules) is { } wrongAmount)
        {
            return wrongAmount;
        }

        if (request.ReceivedOn > time.Today)
        {
            return Failure.Field(nameof(request.ReceivedOn), "day_in_future", "The day of a gift that was received cannot lie in the future.");
        }

        var isCash = request.Source == GiftSource.Cash;
        var reference = isCash ? null : PlainText.Clean(request.BankReference);
        if (reference is not null && await db.Set<OfflineGift>().AnyAsync(gift => gift.BankReference == reference && gift.State != OfflineGiftProcess.IsDeclined, cancellationToken))
        {
            return Failure.Field(nameof(request.BankReference), "bank_reference_taken", "A gift with this number of the bank has been entered already.");
        }

        var email = EmailAddresses.Clean(request.DonorEmail);
        var facts = new OfflineGiftFacts(
            fund.Id, request.Source!.Value, request.Amount.Minor.Value, fund.Currency, request.ReceivedOn!.Value, PlainText.Clean(request.DonorName), email, request.Anonymous,
            isCash ? PlainText.Clean(request.FirstWitness) : null, isCash ? PlainText.Clean(request.SecondWitness) : null, reference, request.NoReceipt);
        var entered = OfflineGift.Enter(request.FormId, facts, email is null ? null : EmailAddresses.Fingerprint(cipher, email), user.Id, user.Name, clock.GetUtcNow());
        db.Add(entered);
        return entered.Id;
    }
}
