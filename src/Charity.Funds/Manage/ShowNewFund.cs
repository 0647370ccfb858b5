using Charity.Funds.Register;
using Charity.Organisations.Contracts;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Funds.Manage;

/// <summary>What can be chosen for a new fund.</summary>
[Requires(Permissions.ManageFunds)]
internal sealed record ShowNewFund : IQuery<NewFundPage>;

/// <param name="Parents">The funds a micro-fund may stand under.</param>
internal sealed record NewFundPage(IReadOnlyList<Area> Areas, IReadOnlyList<FundEntry> Parents, CreateFund Form);

internal sealed class ShowNewFundHandler(IAreas areas, FundShelf shelf) : IRequestHandler<ShowNewFund, Result<NewFundPage>>
{
    public async Task<Result<NewFundPage>> Handle(ShowNewFund request, CancellationToken cancellationToken) => new NewFundPage(
        await areas.AllAsync(cancellationToken),
        [.. (await shelf.AllAsync(cancellationToken)).Where(fund => fund.ParentId is null)],
        new CreateFund());
}
