using System.Globalization;
using Charity.Funds.Contracts;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Funds.FundPages;

/// <summary>
/// The public funds: those that are open first, then the youngest. The order is never for sale. <see cref="Area"/> includes
/// everything below it; an unknown area or kind finds nothing.
/// </summary>
/// <param name="Q">Part of the name, in either language.</param>
/// <param name="After">The cursor the earlier part of the list ended with.</param>
[Anybody]
internal sealed record ListFunds(string? Area = null, string? Kind = null, string? Q = null, string? After = null, int Limit = 12) : IQuery<FundList>;

/// <param name="Next">The cursor of the next part; null at the end.</param>
/// <param name="Total">How many match in all.</param>
internal sealed record FundList(IReadOnlyList<FundCard> Funds, string? Next, int Total, IReadOnlyList<Area> Areas, ListFunds Filter)
{
    public bool IsFiltered => Filter is not { Area: null or "", Kind: null or "", Q: null or "" };
}

internal sealed class ListFundsValidator : AbstractValidator<ListFunds>
{
    public const int Most = 100;

    public ListFundsValidator()
    {
        RuleFor(list => list.Limit).InclusiveBetween(1, Most).Says("limit_out_of_range", "The limit must lie between 1 and {0}.", Most);
    }
}

internal sealed class ListFundsHandler(FundShelf shelf, FundCards cards, IAreas areas) : IRequestHandler<ListFunds, Result<FundList>>
{
    public async Task<Result<FundList>> Handle(ListFunds request, CancellationToken cancellationToken)
    {
        var tree = await areas.AllAsync(cancellationToken);
        var matching = (await shelf.AllAsync(cancellationToken)).Where(fund => fund.IsPublic && Matches(fund, request, tree)).Select(fund => (Key: Key(fund), Fund: fund)).ToList();
        var part = matching
            .Where(fund => string.IsNullOrEmpty(request.After) || string.CompareOrdinal(fund.Key, request.After) > 0)
            .OrderBy(fund => fund.Key, StringComparer.Ordinal)
            .Take(request.Limit + 1)
            .ToList();
        var shown = part.Take(request.Limit).ToList();
        return new FundList(
            await cards.OfAsync([.. shown.Select(fund => fund.Fund)], cancellationToken),
            part.Count > request.Limit ? shown[^1].Key : null,
            matching.Count,
            tree,
            request);
    }

    private static bool Matches(FundEntry fund, ListFunds filter, IReadOnlyList<Area> tree) =>
        IsIn(fund, filter.Area, tree)
        && (string.IsNullOrEmpty(filter.Kind) || (Enum.TryParse<FundKind>(filter.Kind, ignoreCase: true, out var kind) && fund.Kind == kind))
        && (PlainText.Clean(filter.Q) is not { Length: > 0 } text || IsNamed(fund, text));

    private static bool IsIn(FundEntry fund, string? areaCode, IReadOnlyList<Area> tree) =>
        string.IsNullOrEmpty(areaCode)
        || (tree.FirstOrDefault(area => area.Code == areaCode) is { } wanted
            && tree.FirstOrDefault(area => area.Code == fund.AreaCode)?.Path.StartsWith(wanted.Path, StringComparison.Ordinal) == true);

    private static bool IsNamed(FundEntry fund, string text) =>
        fund.Name.Zh.Contains(text, StringComparison.OrdinalIgnoreCase) || fund.Name.En?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Sorts like the list and names the place where a part of it ended: open before suspended before closed, the youngest first.</summary>
    private static string Key(FundEntry fund)
    {
        var rank = fund.State switch { FundProcess.Open => 0, FundProcess.Suspended => 1, _ => 2 };
        var age = DateOnly.MaxValue.DayNumber - (fund.OpenedOn ?? DateOnly.MinValue).DayNumber;
        return string.Create(CultureInfo.InvariantCulture, $"{rank}-{age:D7}-{fund.Slug}");
    }
}
