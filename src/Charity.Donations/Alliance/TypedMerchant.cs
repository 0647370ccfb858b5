using Charity.Donations.Giving;
using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Identifiers;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;

namespace Charity.Donations.Alliance;

/// <summary>A merchant as the forms type it; the application and the office's edit share it.</summary>
internal interface ITypedMerchant
{
    TypedText Name { get; }
    MerchantCategory? Category { get; }
    TypedText Address { get; }
    string? AreaCode { get; }

    /// <summary>The fund's slug.</summary>
    string? Fund { get; }
    PledgeKind? PledgeKind { get; }

    /// <summary>Yuan for each sale, or per cent of the turnover.</summary>
    string? PledgeRate { get; }
    string? ContactName { get; }
    string? ContactTelephone { get; }
    string? ContactEmail { get; }
}

internal static class MerchantRules
{
    public static void IsMerchant<T>(this AbstractValidator<T> validator) where T : ITypedMerchant
    {
        validator.RuleFor(m => m.Name.Zh).NotEmpty().Says("merchant_name_missing", "Please give the shop's Chinese name.").MaximumLength(Merchant.NameLength).Says("text_too_long", "Please use at most {0} characters.", Merchant.NameLength);
        validator.RuleFor(m => m.Name.En).MaximumLength(Merchant.NameLength * 2).Says("text_too_long", "Please use at most {0} characters.", Merchant.NameLength * 2);
        validator.RuleFor(m => m.Category).NotNull().Says("merchant_category_missing", "Please choose what kind of shop it is.").IsInEnum().Says("merchant_category_missing", "Please choose what kind of shop it is.");
        validator.RuleFor(m => m.Address.Zh).NotEmpty().Says("merchant_address_missing", "Please say where the shop is.").MaximumLength(Merchant.AddressLength).Says("text_too_long", "Please use at most {0} characters.", Merchant.AddressLength);
        validator.RuleFor(m => m.Address.En).MaximumLength(Merchant.AddressLength * 2).Says("text_too_long", "Please use at most {0} characters.", Merchant.AddressLength * 2);
        validator.RuleFor(m => m.PledgeKind).NotNull().Says("pledge_kind_missing", "Please choose how the pledge is reckoned.").IsInEnum().Says("pledge_kind_missing", "Please choose how the pledge is reckoned.");
        validator.RuleFor(m => m.PledgeRate).Must((m, rate) => Read(m.PledgeKind, rate) is not null).Says("pledge_rate_wrong", "Please type up to {0} yuan for each sale, or up to 100 per cent of the turnover, like 0.5.", Pledge.MostPerSaleMinor / 100);
        validator.RuleFor(m => m.ContactName).Must(name => PlainText.Clean(name) is { Length: > 0 and <= Donation.NameLength }).Says("contact_name_missing", "Please name whom we may talk to, in at most {0} characters.", Donation.NameLength);
        validator.RuleFor(m => m.ContactTelephone).Must(number => ChineseTelephone.Check(number).IsValid).Says("contact_telephone_wrong", "Please enter a telephone number, a landline with its area code.");
        validator.RuleFor(m => m.ContactEmail).Must(address => EmailAddresses.IsValid(address)).Says("contact_email_wrong", "Please enter an e-mail address: what is owed is told there.");
    }

    /// <summary>Yuan for each sale or per cent of the turnover: either way hundredths, fen or basis points.</summary>
    public static Pledge? Read(PledgeKind? kind, string? typed)
    {
        var rate = typed?.Trim().TrimEnd('%', '％');
        return kind is { } known && AmountParser.Parse(rate, Money.Yuan).Minor is > 0 and <= int.MaxValue and { } hundredths && new Pledge(known, (int)hundredths) is { IsPossible: true } pledge ? pledge : null;
    }

    public static MerchantContact Contact(ITypedMerchant typed) =>
        new(PlainText.Clean(typed.ContactName), ChineseTelephone.Check(typed.ContactTelephone).Normalised, DonorEmail.Clean(typed.ContactEmail)!);
}

/// <summary>Reads what was typed against the areas and funds there are.</summary>
internal sealed class MerchantReader(IAreas areas, IFunds funds)
{
    /// <param name="presentFundId">The fund the merchant gives to already: it may stay, even when it takes no gifts today.</param>
    public async Task<Result<MerchantFacts>> ReadAsync(ITypedMerchant typed, Guid? presentFundId, CancellationToken cancellationToken)
    {
        if (await areas.FindAsync(typed.AreaCode ?? string.Empty, cancellationToken) is not { } area)
        {
            return Failure.Field(nameof(typed.AreaCode), "merchant_area_missing", "Please choose the area the shop lies in.");
        }

        return await funds.FindAsync(typed.Fund ?? string.Empty, cancellationToken) is { } fund && ((fund.AcceptsGifts && fund.Currency == Money.Yuan) || fund.Id == presentFundId)
            ? new MerchantFacts(typed.Name.ToText()!, typed.Category!.Value, typed.Address.ToText()!, area.Code, fund.Id, MerchantRules.Read(typed.PledgeKind, typed.PledgeRate)!)
            : Failure.Field(nameof(typed.Fund), "merchant_fund_missing", "Please choose a fund that takes gifts.");
    }

    /// <summary>What the forms let people choose from.</summary>
    public async Task<MerchantChoices> ChoicesAsync(CancellationToken cancellationToken) =>
        new(await areas.AllAsync(cancellationToken), [.. (await funds.AllAsync(cancellationToken)).Where(fund => fund.AcceptsGifts && fund.Currency == Money.Yuan)]);
}

internal sealed record MerchantChoices(IReadOnlyList<Area> Areas, IReadOnlyList<FundSummary> Funds);
