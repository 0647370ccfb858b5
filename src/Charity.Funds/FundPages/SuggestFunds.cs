using Charity.Funds.Register;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Funds.FundPages;

/// <summary>Funds for somebody who followed a wrong address: those whose address looks like it, then the youngest open ones.</summary>
[Anybody]
internal sealed record SuggestFunds(string Slug) : IQuery<IReadOnlyList<FundCard>>;

internal sealed class SuggestFundsHandler(FundShelf shelf, FundCards cards) : IRequestHandler<SuggestFunds, Result<IReadOnlyList<FundCard>>>
{
    private const int Most = 3;

    public async Task<Result<IReadOnlyList<FundCard>>> Handle(SuggestFunds request, CancellationToken cancellationToken)
    {
        var alike = (await shelf.AllAsync(cancellationToken))
            .Where(fund => fund.State == FundProcess.Open)
            .OrderByDescending(fund => CommonBeginning(fund.Slug, request.Slug))
            .ThenByDescending(fund => fund.OpenedOn)
            .Take(Most)
            .ToList();
        return Result<IReadOnlyList<FundCard>>.Ok(await cards.OfAsync(alike, cancellationToken));
    }

    private static int CommonBeginning(string one, string other) =>
        one.Zip(other.ToLowerInvariant()).TakeWhile(pair => pair.First == pair.Second).Count();
}
