using Charity.Funds.Register;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;

namespace Charity.Funds.FundPages;

/// <summary>The name of a public fund, for pages around it.</summary>
[Anybody]
internal sealed record NameFund(string Slug) : IQuery<LocalizedText>;

internal sealed class NameFundHandler(FundShelf shelf) : IRequestHandler<NameFund, Result<LocalizedText>>
{
    public async Task<Result<LocalizedText>> Handle(NameFund request, CancellationToken cancellationToken) =>
        (await shelf.AllAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == request.Slug && fund.IsPublic) is { } fund ? fund.Name : FundFailures.Unknown;
}
