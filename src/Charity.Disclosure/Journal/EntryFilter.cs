using System.Globalization;
using Charity.Disclosure.Words;
using Charity.Ledger.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;

namespace Charity.Disclosure.Journal;

/// <summary>What the journal is narrowed to, as it stands in an address: texts, so that what cannot be understood is answered in words.</summary>
internal abstract record EntryFilter
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>An entry's number, a receipt's number, an entry's reference or a part of it, its fingerprint, or the payment's number.</summary>
    public string? Q { get; init; }

    /// <summary>A fund's slug.</summary>
    public string? Fund { get; init; }

    /// <summary>An account's code.</summary>
    public string? Account { get; init; }

    /// <summary>One of <see cref="EntryKinds"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>First effective day, 2026-03-01.</summary>
    public string? From { get; init; }

    /// <summary>Last effective day.</summary>
    public string? To { get; init; }

    /// <summary>The number that was searched for, when <see cref="Q"/> is one.</summary>
    public long? Number => long.TryParse(PlainText.Clean(Q), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool IsEmpty => new[] { Q, Fund, Account, Kind, From, To }.All(string.IsNullOrWhiteSpace);

    /// <summary>The filter as it stands in an address, to be continued with <c>&amp;</c> and more; empty when nothing is filtered.</summary>
    public string ToQueryString() => string.Join('&', new[] { ("q", Q), ("fund", Fund), ("account", Account), ("kind", Kind), ("from", From), ("to", To) }
        .Where(part => !string.IsNullOrWhiteSpace(part.Item2))
        .Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}"));

    /// <summary>The search in the ledger's terms; call it on a valid filter.</summary>
    public EntrySearch ToSearch() => new()
    {
        Text = Given(PlainText.Clean(Q)),
        Owner = Given(Fund) is { } slug ? AccountCodes.FundOwner(slug) : null,
        Account = Given(Account),
        Kind = Given(Kind),
        From = DayOf(From),
        To = DayOf(To),
    };

    /// <summary>The part of an address that narrows the journal to a month.</summary>
    /// <param name="month">The month's first day.</param>
    public static string QueryOf(DateOnly month) => $"from={DayWords.Iso(month)}&to={DayWords.Iso(month.AddMonths(1).AddDays(-1))}";

    internal static DateOnly? DayOf(string? typed) =>
        DateOnly.TryParseExact(typed?.Trim(), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}

internal abstract class EntryFilterValidator<TFilter> : AbstractValidator<TFilter> where TFilter : EntryFilter
{
    protected EntryFilterValidator()
    {
        RuleFor(filter => filter.Q).MaximumLength(200).Says("search_too_long", "Search with at most {0} characters.", 200);
        RuleFor(filter => filter.Fund).Must(IsName).Says("fund_unknown", "The books know no such fund. Choose one from the list.");
        RuleFor(filter => filter.Account).Must(IsName).Says("account_unknown", "The books know no such account. Choose one from the list.");
        RuleFor(filter => filter.Kind).Must(kind => string.IsNullOrWhiteSpace(kind) || LedgerWords.Kinds.Contains(kind.Trim())).Says("kind_unknown", "The books know no such kind of entry. Choose one from the list.");
        RuleFor(filter => filter.From).Must(IsDay).Says("date_invalid", "Write the day as year, month and day, like {0}.", "2026-03-01");
        RuleFor(filter => filter.To).Must(IsDay).Says("date_invalid", "Write the day as year, month and day, like {0}.", "2026-03-01");
        RuleFor(filter => filter.To)
            .Must((filter, to) => EntryFilter.DayOf(to) >= EntryFilter.DayOf(filter.From))
            .When(filter => EntryFilter.DayOf(filter.From) is not null && EntryFilter.DayOf(filter.To) is not null)
            .Says("period_reversed", "The last day comes before the first. Swap them.");
    }

    private static bool IsDay(string? typed) => string.IsNullOrWhiteSpace(typed) || EntryFilter.DayOf(typed) is not null;

    // A database refuses some characters with an error of its own.
    private static bool IsName(string? typed) => string.IsNullOrWhiteSpace(typed) || (typed.Length <= 200 && typed.All(character => character is > ' ' and <= '~'));
}
