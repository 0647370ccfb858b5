using Charity.Funds.Manage;
using Charity.Funds.Register;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Funds.FundPages;

/// <summary>The public page of a fund, also before it is public.</summary>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record PreviewFund(string Slug) : IQuery<FundPage>, IFundRequest;

internal sealed class PreviewFundHandler(FundShelf shelf, FundPageReader reader) : IRequestHandler<PreviewFund, Result<FundPage>>
{
    public async Task<Result<FundPage>> Handle(PreviewFund request, CancellationToken cancellationToken) =>
        await reader.ReadAsync((await shelf.AllAsync(cancellationToken)).First(fund => fund.Slug == request.Slug), cancellationToken);
}
