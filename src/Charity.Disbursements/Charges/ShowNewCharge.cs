using Charity.Funds.Contracts;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using MediatR;

namespace Charity.Disbursements.Charges;

/// <summary>The form of a new charge: first the fund, then what may be taken of it.</summary>
/// <param name="Fund">Its slug; null to choose one.</param>
[Requires(Permissions.ProposeCharges)]
internal sealed record ShowNewCharge(string? Fund, ProposeCharge? Typed = null) : IQuery<NewChargePage>;

/// <param name="Room">Null before a fund is chosen.</param>
internal sealed record NewChargePage(IReadOnlyList<(string Slug, LocalizedText Name)> Funds, LocalizedText? FundName, ChargeRoom? Room, ProposeCharge Typed);

internal sealed class ShowNewChargeHandler(ChargeDesk desk, IFunds funds, SiteTime time, TimeProvider clock) : IRequestHandler<ShowNewCharge, Result<NewChargePage>>
{
    public async Task<Result<NewChargePage>> Handle(ShowNewCharge request, CancellationToken cancellationToken)
    {
        var all = (await funds.AllAsync(cancellationToken)).Where(fund => fund is { IsPublic: true, Currency: Money.Yuan }).ToList();
        var chosen = all.Find(fund => fund.Slug == request.Fund);
        return new NewChargePage(
            [.. all.Select(fund => (fund.Slug, fund.Name))], chosen?.Name, chosen is null ? null : await desk.RoomAsync(chosen.Slug, time.Today.Year, except: null, cancellationToken),
            request.Typed ?? new ProposeCharge { Id = Guid.CreateVersion7(clock.GetUtcNow()), Fund = chosen?.Slug ?? string.Empty });
    }
}
