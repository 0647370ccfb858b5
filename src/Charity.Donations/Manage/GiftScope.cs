using Charity.Funds.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;

namespace Charity.Donations.Manage;

/// <summary>
/// The funds whose gifts the current user works with: every fund with <see cref="Permissions.ServeAllFunds"/> (finance, audit),
/// otherwise those the Funds module says they look after. What lies outside is answered as not found.
/// </summary>
internal sealed class GiftScope(IPermissionService permissions, IFunds funds)
{
    private IReadOnlyList<FundSummary>? _funds;

    public async ValueTask<IReadOnlyList<FundSummary>> FundsAsync(CancellationToken cancellationToken) =>
        _funds ??= await HasAllAsync(cancellationToken) ? await funds.AllAsync(cancellationToken) : await funds.MineAsync(cancellationToken);

    /// <summary>True when there is no limit, so that a query needs none either.</summary>
    public ValueTask<bool> HasAllAsync(CancellationToken cancellationToken) => permissions.HasAsync(Permissions.ServeAllFunds, cancellationToken);

    public async ValueTask<bool> HasAsync(Guid fundId, CancellationToken cancellationToken) => (await FundsAsync(cancellationToken)).Any(fund => fund.Id == fundId);

    public static Failure NotFound => Failure.NotFound("gift_not_found", "There is no such gift among those of your funds.");
}
