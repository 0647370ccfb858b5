using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Charges;

/// <summary>One charge with everything to decide it by.</summary>
[Requires(Permissions.ViewPayments)]
internal sealed record ShowCharge(Guid Id) : IQuery<ChargePage>;

/// <param name="Room">Without this charge.</param>
internal sealed record ChargePage(ChargeRow Charge, int Version, string Purpose, ChargeRoom Room, IReadOnlyList<OfferedTrigger> Offers, IReadOnlyList<WorkflowStep> History);

internal sealed class ShowChargeHandler(CharityDbContext db, ChargeDesk desk, IWorkflowDoor door) : IRequestHandler<ShowCharge, Result<ChargePage>>
{
    public async Task<Result<ChargePage>> Handle(ShowCharge request, CancellationToken cancellationToken) => await desk.FindAsync(request.Id, cancellationToken) is not { } charge
        ? ChargeFailures.Unknown
        : new ChargePage(
            ChargeRow.Of(charge), charge.Version, charge.Purpose, await desk.RoomAsync(charge.FundSlug, charge.Year, except: charge.Id, cancellationToken),
            await door.OffersAsync(ChargeProcess.Table, charge, cancellationToken),
            await db.Set<WorkflowStep>().AsNoTracking().Where(step => step.Process == ChargeProcess.Table.Process && step.InstanceId == charge.Id).OrderBy(step => step.Number).ToListAsync(cancellationToken));
}
