using System.Globalization;
using Charity.Platform.Text;

namespace Charity.Donations.Giving;

/// <summary>The giving form as it was filled in. What was typed stays text, so that a refused form comes back as it was.</summary>
internal sealed record GiveForm
{
    public Guid FormId { get; init; }

    /// <summary>The chosen amount in yuan, as the chip says it.</summary>
    public string? Amount { get; init; }

    /// <summary>An own amount; counts before the chosen one.</summary>
    public string? Own { get; init; }
    public string Frequency { get; init; } = GiveDonation.Once;
    public string? Name { get; init; }
    public bool Anonymous { get; init; }
    public string? Message { get; init; }
    public string? Email { get; init; }
    public bool CoverFee { get; init; }
    public bool NoReceipt { get; init; }
    public long? ConfirmedMinor { get; init; }

    /// <summary>What counts as the amount.</summary>
    public string? Typed => string.IsNullOrWhiteSpace(Own) ? Amount : Own;

    /// <summary>A new form, prefilled from the address: an amount that no chip stands for goes into the own field.</summary>
    public static GiveForm New(GivingFacts facts, string? amount, string? own, Guid formId)
    {
        var typed = string.IsNullOrWhiteSpace(own) ? amount : own;
        var parsed = AmountParser.Parse(typed, facts.Currency).Minor;
        var chip = parsed is { } minor && facts.PresetsMinor.Contains(minor) ? minor
            : string.IsNullOrWhiteSpace(typed) && facts.PresetsMinor.Count > 0 ? facts.PresetsMinor[Math.Min(1, facts.PresetsMinor.Count - 1)]
            : (long?)null;
        return new GiveForm
        {
            FormId = formId,
            Amount = chip is { } chosen ? Chip(chosen, facts.Currency) : null,
            Own = chip is null ? typed : null,
            Name = facts.Donor?.Name,
            Email = facts.Donor is { EmailConfirmed: true } donor ? donor.Email : null,
        };
    }

    /// <summary>An amount the way a chip's value carries it: yuan, without needless decimals.</summary>
    public static string Chip(long minor, string currency) => Money.ToMajor(minor, currency).ToString("0.##", CultureInfo.InvariantCulture);

    public GiveDonation ToRequest(GivingFacts facts) => new(
        FormId, facts.Slug, AmountParser.Parse(Typed, facts.Currency), Frequency, Name, Anonymous, Message, Email, CoverFee, NoReceipt, ConfirmedMinor);
}

/// <param name="Confirm">The donor is asked to confirm this gift (minor units, before a covered fee).</param>
internal sealed record GivingPage(GivingFacts Facts, GiveForm Form, long? Confirm);
