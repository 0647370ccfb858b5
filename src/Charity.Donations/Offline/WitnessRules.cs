using Charity.Donations.Giving;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;

namespace Charity.Donations.Offline;

/// <summary>What has to be said of money that came outside the site, whichever form it is entered by.</summary>
internal interface IWitnessedMoney
{
    GiftSource? Source { get; }
    string? FirstWitness { get; }
    string? SecondWitness { get; }
    string? BankReference { get; }
}

internal static class WitnessRules
{
    private const int ReferenceLength = 64;

    /// <summary>Cash has two witnesses, a transfer the bank's number.</summary>
    public static void MoneyIsWitnessed<T>(this AbstractValidator<T> validator) where T : IWitnessedMoney
    {
        validator.When(gift => gift.Source == GiftSource.Cash, () =>
        {
            validator.RuleFor(gift => gift.FirstWitness)
                .NotEmpty().Says("witness_missing", "Cash is counted before two witnesses: give both names.")
                .Must(IsShort).Says("name_too_long", "A name may have at most {0} characters.", Donation.NameLength);
            validator.RuleFor(gift => gift.SecondWitness)
                .NotEmpty().Says("witness_missing", "Cash is counted before two witnesses: give both names.")
                .Must(IsShort).Says("name_too_long", "A name may have at most {0} characters.", Donation.NameLength)
                .Must((gift, second) => PlainText.Clean(second) != PlainText.Clean(gift.FirstWitness)).Says("witnesses_same", "The two witnesses must be two people.");
        });
        validator.When(gift => gift.Source == GiftSource.Bank, () => validator.RuleFor(gift => gift.BankReference)
            .NotEmpty().Says("bank_reference_missing", "Give the bank's number of the transfer: with it, no transfer is booked twice.")
            .Must(reference => PlainText.Clean(reference).Length <= ReferenceLength).Says("bank_reference_too_long", "The bank's number may have at most {0} characters.", ReferenceLength));
    }

    private static bool IsShort(string? name) => PlainText.Clean(name).Length <= Donation.NameLength;
}
