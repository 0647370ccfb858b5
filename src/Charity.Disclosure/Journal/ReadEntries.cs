using System.Globalization;
using Charity.Ledger.Contracts;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Charity.Disclosure.Journal;

/// <summary>Entries for programs, oldest first, with everything their hashes cover.</summary>
/// <param name="After">Only entries with a higher number; the <c>next</c> of the page before.</param>
/// <param name="Limit">1 to <see cref="EntrySearch.MostPerPage"/>.</param>
[Anybody]
internal sealed record ReadEntries(string? After, string? Limit) : IQuery<EntriesPage>;

/// <param name="Next">Send it as <c>after</c> to go on; null when there are no more entries now.</param>
internal sealed record EntriesPage(IReadOnlyList<EntryItem> Items, long? Next);

/// <summary>An entry as it is published. <paramref name="RecordedUtc"/> always has six decimals: it is hashed as it is written.</summary>
/// <param name="Phase">posted, reserved, confirmed or released.</param>
/// <param name="Reverses">The id of the entry it mirrors.</param>
/// <param name="Resolves">The id of the reservation it confirms or releases.</param>
internal sealed record EntryItem(
    long Number, Guid Id, string Phase, string Kind, string Reference, string? ProviderObject, DateOnly EffectiveDate, string RecordedUtc, string? Reason,
    Guid? Reverses, Guid? Resolves, IReadOnlyList<PostingItem> Postings, string PreviousHash, string Hash);

/// <summary>Money moving from the credited to the debited account, both by their codes.</summary>
internal sealed record PostingItem(string Debit, string Credit, long AmountMinor, string Currency);

internal sealed class ReadEntriesValidator : AbstractValidator<ReadEntries>
{
    public ReadEntriesValidator()
    {
        RuleFor(request => request.After)
            .Must(after => string.IsNullOrEmpty(after) || Whole(after) is >= 0)
            .Says("after_invalid", "The page to go on from is named by an entry's number.");
        RuleFor(request => request.Limit)
            .Must(limit => string.IsNullOrEmpty(limit) || Whole(limit) is >= 1 and <= EntrySearch.MostPerPage)
            .Says("limit_invalid", "A page has 1 to {0} entries.", EntrySearch.MostPerPage);
    }

    internal static long? Whole(string? typed) => long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

internal sealed class ReadEntriesHandler(ILedgerReader ledger) : IRequestHandler<ReadEntries, Result<EntriesPage>>
{
    private const int UsualLimit = 100;

    public async Task<Result<EntriesPage>> Handle(ReadEntries request, CancellationToken cancellationToken)
    {
        var page = await ledger.EntriesAsync(
            new EntrySearch { OldestFirst = true, After = ReadEntriesValidator.Whole(request.After), Limit = (int)(ReadEntriesValidator.Whole(request.Limit) ?? UsualLimit) },
            cancellationToken);
        return new EntriesPage([.. page.Entries.Select(ItemOf)], page.Next);
    }

    private static EntryItem ItemOf(LedgerEntry entry) => new(
        entry.Number, entry.Id, CanonicalText.PhaseName(entry.Phase), entry.Kind, entry.Reference, entry.ProviderObject, entry.EffectiveDate,
        CanonicalText.Moment(entry.RecordedUtc), entry.Reason, entry.ReversesId, entry.ResolvesId,
        [.. entry.Postings.Select(posting => new PostingItem(posting.Debit.Code, posting.Credit.Code, posting.AmountMinor, posting.Currency))],
        entry.PreviousHash, entry.Hash);
}
