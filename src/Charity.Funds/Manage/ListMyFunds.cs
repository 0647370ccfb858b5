using Charity.Funds.Contracts;
using Charity.Funds.Figures;
using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using MediatR;

namespace Charity.Funds.Manage;

/// <param name="IsMine">The current user may edit it.</param>
internal sealed record MyFund(string Slug, LocalizedText Name, FundKind Kind, LocalizedText? AreaName, string State, DateOnly? CampaignEndsOn, FundFigures Figures, bool IsMine);

/// <param name="MayCreate">The current user may set up new funds.</param>
internal sealed record MyFunds(IReadOnlyList<MyFund> Funds, bool MayCreate);

/// <summary>The funds with their balances: one's own to whoever looks after funds, all to whoever reads books without looking after any.</summary>
[Requires(Permissions.ViewFundBooks)]
internal sealed record ListMyFunds : IQuery<MyFunds>;

internal sealed class ListMyFundsHandler(FundShelf shelf, FundAccess access, FundBooks books, IAreas areas, IPermissionService permissions) : IRequestHandler<ListMyFunds, Result<MyFunds>>
{
    public async Task<Result<MyFunds>> Handle(ListMyFunds request, CancellationToken cancellationToken)
    {
        var isMine = await access.MineAsync(cancellationToken);
        var looksAfterFunds = await permissions.HasAsync(Permissions.ManageOwnFunds, cancellationToken);
        var funds = (await shelf.AllAsync(cancellationToken)).Where(fund => !looksAfterFunds || isMine(fund)).ToList();
        var figures = await books.OfAsync([.. funds.Select(fund => (fund.Slug, fund.Currency))], cancellationToken);
        var names = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name, StringComparer.Ordinal);
        return new MyFunds(
            [.. funds.Select(fund => new MyFund(
                fund.Slug, fund.Name, fund.Kind, names.GetValueOrDefault(fund.AreaCode), fund.State, fund.CampaignEndsOn, figures[fund.Slug], isMine(fund)))],
            await permissions.HasAsync(Permissions.ManageFunds, cancellationToken));
    }
}
