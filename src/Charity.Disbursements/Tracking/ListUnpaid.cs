using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Tracking;

/// <summary>Everything that is not paid, with its reason and owner.</summary>
/// <param name="After">How many to leave out.</param>
[Requires(Permissions.ViewPayments)]
internal sealed record ListUnpaid(int After) : IQuery<UnpaidPage>;

internal sealed record UnpaidPage(IReadOnlyList<UnpaidItem> Items, int? Next, int Count, long AmountMinor, IReadOnlyList<OwnerSum> Owners, IReadOnlyList<EarlyWarning> Warnings);

internal sealed record OwnerSum(string Owner, int Items, long AmountMinor, int LongestDays);

internal sealed class ListUnpaidHandler(UnpaidReader unpaid) : IRequestHandler<ListUnpaid, Result<UnpaidPage>>
{
    private const int PageLength = 100;

    public async Task<Result<UnpaidPage>> Handle(ListUnpaid request, CancellationToken cancellationToken)
    {
        var (items, warnings) = await unpaid.ReadAsync(cancellationToken);
        var after = Math.Clamp(request.After, 0, items.Count);
        var owners = items.GroupBy(item => item.Owner).Select(group => new OwnerSum(group.Key, group.Count(), group.Sum(item => item.AmountMinor), group.Max(item => item.Days)))
            .OrderByDescending(owner => owner.AmountMinor).ToList();
        return new UnpaidPage(
            [.. items.Skip(after).Take(PageLength)], after + PageLength < items.Count ? after + PageLength : null, items.Count, items.Sum(item => item.AmountMinor), owners, warnings);
    }
}
