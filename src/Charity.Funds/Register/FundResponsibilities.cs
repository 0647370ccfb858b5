using Charity.Users.Contracts;

namespace Charity.Funds.Register;

/// <summary>All funds, to choose from when staff are given what they look after.</summary>
internal sealed class FundResponsibilities(FundShelf shelf) : IResponsibilities
{
    public ResponsibilityKind Kind => ResponsibilityKind.Fund;

    public async ValueTask<IReadOnlyList<Responsibility>> AllAsync(CancellationToken cancellationToken) =>
    [
        .. (await shelf.AllAsync(cancellationToken))
            .Select(fund => new Responsibility(fund.Slug, fund.Name, 0))
            .OrderBy(fund => fund.Name.ToString(), StringComparer.CurrentCulture),
    ];
}
