using Charity.Donations.Giving;
using Charity.Donations.Offline;
using Charity.Funds.Contracts;
using Charity.Ledger.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Donations.Manage;

/// <summary>The first page of whoever works with gifts: what waits for them, then how their funds stand.</summary>
[Requires(Platform.Permissions.AccessManage)]
internal sealed record ShowDashboard : IQuery<Dashboard>;

/// <param name="HasAllFunds">Their work is for every fund, so <paramref name="Funds"/> are all there are.</param>
/// <param name="Messages">Messages to read; null for somebody who does not decide about them. The other counts likewise.</param>
internal sealed record Dashboard(
    IReadOnlyList<AlertLine> Alerts, int? Messages, IReadOnlyList<OfflineGiftRow>? OfflineGifts, int? HeldGifts, IReadOnlyList<FundLine> Funds, bool HasAllFunds, DateTime AsOfUtc)
{
    public int Waiting => Alerts.Count + (Messages is > 0 ? 1 : 0) + (OfflineGifts?.Count ?? 0) + (HeldGifts is > 0 ? 1 : 0);
}

/// <param name="Message">English text, the key of its translation.</param>
internal sealed record AlertLine(string Message, object[] Arguments, string Url, DateTime RaisedUtc);

internal sealed record FundLine(string Slug, LocalizedText Name, bool AcceptsGifts, string Currency, long RaisedMinor, long AvailableMinor, long Gifts);

internal sealed class ShowDashboardHandler(CharityDbContext db, GiftScope scope, IAlerts alerts, ILedgerTotals totals, IPermissionService permissions, TimeProvider clock)
    : IRequestHandler<ShowDashboard, Result<Dashboard>>
{
    public async Task<Result<Dashboard>> Handle(ShowDashboard request, CancellationToken cancellationToken)
    {
        var funds = await scope.FundsAsync(cancellationToken);
        var ids = funds.Select(fund => fund.Id).ToList();
        var open = (await alerts.OpenAsync(cancellationToken))
            .Select(alert => new AlertLine(alert.Message, alert.ReadArguments(), alert.Url, alert.RaisedUtc))
            .ToList();
        return new Dashboard(
            open,
            await permissions.HasAsync(Permissions.ModerateMessages, cancellationToken)
                ? await db.Set<Donation>().CountAsync(gift => gift.MessageState == MessageState.Waiting && gift.PaidUtc != null && ids.Contains(gift.FundId), cancellationToken)
                : null,
            await permissions.HasAsync(Permissions.ConfirmOfflineGifts, cancellationToken) ? await OfflineGiftsAsync(funds, cancellationToken) : null,
            await permissions.HasAsync(Permissions.DecideHeldGifts, cancellationToken)
                ? await db.Set<Donation>().CountAsync(gift => gift.State == DonationProcess.Held && ids.Contains(gift.FundId), cancellationToken)
                : null,
            await LinesAsync(funds, cancellationToken), await scope.HasAllAsync(cancellationToken), clock.GetUtcNow().UtcDateTime);
    }

    private async Task<IReadOnlyList<OfflineGiftRow>> OfflineGiftsAsync(IReadOnlyList<FundSummary> funds, CancellationToken cancellationToken)
    {
        var names = funds.ToDictionary(fund => fund.Id, fund => fund.Name);
        var ids = names.Keys.ToList();
        var waiting = await db.Set<OfflineGift>().AsNoTracking()
            .Where(gift => gift.State == OfflineGiftProcess.Entered && ids.Contains(gift.FundId))
            .OrderBy(gift => gift.Id).Take(10).ToListAsync(cancellationToken);
        return [.. waiting.Select(gift => OfflineGiftRow.Of(gift, names[gift.FundId]))];
    }

    private async Task<IReadOnlyList<FundLine>> LinesAsync(IReadOnlyList<FundSummary> funds, CancellationToken cancellationToken)
    {
        if (funds.Count == 0)
        {
            return [];
        }

        var balances = await totals.BalancesAsync([.. funds.Select(fund => AccountCodes.FundAvailable(fund.Slug))], cancellationToken);
        var kinds = (await totals.ByKindAsync([.. funds.Select(fund => AccountCodes.FundOwner(fund.Slug))], cancellationToken)).Where(total => EntryKinds.Raising.Contains(total.Kind)).ToLookup(total => total.Code);
        return [.. funds.Select(fund => Line(fund, balances.GetValueOrDefault(AccountCodes.FundAvailable(fund.Slug)), kinds[AccountCodes.FundAvailable(fund.Slug)]))];
    }

    private static FundLine Line(FundSummary fund, AccountBalance? balance, IEnumerable<KindTotal> raised)
    {
        var totals = raised.ToList();
        return new FundLine(
            fund.Slug, fund.Name, fund.AcceptsGifts, fund.Currency, totals.Sum(total => total.CreditsMinor - total.DebitsMinor), balance?.AvailableMinor ?? 0,
            totals.Where(total => total.Kind != EntryKinds.Match).Sum(total => total.Entries));
    }
}
