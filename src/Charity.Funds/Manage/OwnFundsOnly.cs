using Charity.Funds.Register;
using Charity.Platform.Requests;

namespace Charity.Funds.Manage;

/// <summary>A request about one fund that only those may send who look after it; held by <see cref="OwnFundsOnly"/>.</summary>
internal interface IFundRequest
{
    string Slug { get; }
}

/// <summary>Lets only those on who look after the fund. A fund that is not public yet is not known to others.</summary>
internal sealed class OwnFundsOnly(FundShelf shelf, FundAccess access) : IAuthorize<IFundRequest>
{
    public async Task<Failure?> AuthorizeAsync(IFundRequest request, CancellationToken cancellationToken)
    {
        if ((await shelf.AllAsync(cancellationToken)).FirstOrDefault(fund => fund.Slug == request.Slug) is not { } fund)
        {
            return FundFailures.Unknown;
        }

        return (await access.MineAsync(cancellationToken))(fund) ? null
            : fund.IsPublic ? Failure.Forbidden("not_your_fund", "This fund is looked after by others. Ask an administrator if it should be yours.")
            : FundFailures.Unknown;
    }
}
