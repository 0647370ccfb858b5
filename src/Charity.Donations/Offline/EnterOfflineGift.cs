using Charity.Donations.Giving;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Donations.Offline;

/// <summary>Enters a gift of cash or by bank transfer; a second person confirms it. The same form sent again answers with the same entry, with another gift in it it makes another one.</summary>
/// <param name="FormId">Made with the form; the id of the first entry it makes.</param>
[Requires(Permissions.EnterOfflineGifts)]
internal sealed record EnterOfflineGift(
    Guid FormId, string? Fund, GiftSource? Source, AmountParse Amount, DateOnly? ReceivedOn, string? DonorName, string? DonorEmail, bool Anonymous, string? FirstWitness,
    string? SecondWitness, string? BankReference, bool NoReceipt) : ICommand<Result<Guid>>, IWitnessedMoney;

internal sealed class EnterOfflineGiftValidator : AbstractValidator<EnterOfflineGift>
{
    public EnterOfflineGiftValidator()
    {
        RuleFor(gift => gift.FormId).NotEmpty().Says("form_missing", "This form is incomplete. Load the page again.");
        RuleFor(gift => gift.Fund).NotEmpty().Says("fund_missing", "Choose the fund the gift is for.");
        RuleFor(gift => gift.Source).Must(source => source is GiftSource.Cash or GiftSource.Bank).Says("source_missing", "Choose whether the gift came in cash or by bank transfer.");
        this.AmountIsUnderstood(gift => gift.Amount);
        RuleFor(gift => gift.ReceivedOn).NotNull().Says("day_missing", "Give the day on which the gift was received.");
        RuleFor(gift => gift.DonorName).Must(IsShort).Says("name_too_long", "A name may have at most {0} characters.", Donation.NameLength);
        RuleFor(gift => gift.DonorEmail).Must(DonorEmail.IsEmptyOrValid).Says("email_invalid", "This e-mail address is not complete. Correct it or leave the field empty.");
        this.MoneyIsWitnessed();
    }

    private static bool IsShort(string? name) => PlainText.Clean(name).Length <= Donation.NameLength;
}

internal sealed class EnterOfflineGiftHandler(OfflineIntake intake) : IRequestHandler<EnterOfflineGift, Result<Guid>>
{
    public Task<Result<Guid>> Handle(EnterOfflineGift request, CancellationToken cancellationToken) => intake.EnterAsync(request, cancellationToken);
}
