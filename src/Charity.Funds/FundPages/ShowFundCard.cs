using Charity.Funds.Register;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Funds.FundPages;

/// <summary>One public fund with its figures.</summary>
[Anybody]
internal sealed record ShowFundCard(string Slug) : IQuery<FundCard>;

internal sealed class ShowFundCardHandler(FundShelf shelf, FundCards cards) : IRequestHandler<ShowFundCard, Result<FundCard>>
{
    public async Task<Result<FundCard>> Handle(ShowFundCard request, CancellationToken cancellationToken) =>
        (await shelf.AllAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == request.Slug && fund.IsPublic) is { } fund
            ? (await cards.OfAsync([fund], cancellationToken))[0]
            : FundFailures.Unknown;
}
