using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Charges;

/// <summary>One charge with everything to decide it by.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ShowCharge(Guid Id) : IQuery<ChargePage>;

/// <param name="Room">Without this charge.</param>
internal sealed record ChargePage(ChargeRow Charge, int Version, string Purpose, ChargeRoom Room, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<WorkflowStep> History);

/// <summary>The form of a new charge: first the fund, then what may be taken of it.</summary>
/// <param name="Fund">Its slug; null to choose one.</param>
[Requires(Permissions.ProposeCharges)]
internal sealed record ShowNewCharge(string? Fund, ProposeCharge? Typed = null) : IQuery<NewChargePage>;

/// <param name="Room">Null before a fund is chosen.</param>
internal sealed record NewChargePage(IReadOnlyList<(string Slug, LocalizedText Name)> Funds, LocalizedText? FundName, ChargeRoom? Room, ProposeCharge Typed);

internal sealed class ShowChargeHandler(CharityDbContext db, ChargeDesk desk, IFunds funds, IWorkflowDoor door, SiteTime time, TimeProvider clock)
    : IRequestHandler<ShowCharge, Result<ChargePage>>, IRequestHandler<ShowNewCharge, Result<NewChargePage>>
{
    public async Task<Result<ChargePage>> Handle(ShowCharge request, CancellationToken cancellationToken) => await desk.FindAsync(request.Id, cancellationToken) is not { } charge
        ? ChargeFailures.Unknown
        : new ChargePage(
            ChargeRow.Of(charge), charge.Version, charge.Purpose, await desk.RoomAsync(charge.FundSlug, charge.Year, except: charge.Id, cancellationToken),
            await door.OffersAsync(ChargeProcess.Table, charge, cancellationToken),
            await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.Process == ChargeProcess.Table.Process && step.InstanceId == charge.Id).OrderBy(step => step.Number).ToListAsync(cancellationToken));

    public async Task<Result<NewChargePage>> Handle(ShowNewCharge request, CancellationToken cancellationToken)
    {
        var all = (await funds.AllAsync(cancellationToken)).Where(fund => fund is { IsPublic: true, Currency: Money.Yuan }).ToList();
        var chosen = all.Find(fund => fund.Slug == request.Fund);
        return new NewChargePage(
            [.. all.Select(fund => (fund.Slug, fund.Name))], chosen?.Name, chosen is null ? null : await desk.RoomAsync(chosen.Slug, time.Today.Year, except: null, cancellationToken),
            request.Typed ?? new ProposeCharge { Id = Guid.CreateVersion7(clock.GetUtcNow()), Fund = chosen?.Slug ?? string.Empty });
    }
}
