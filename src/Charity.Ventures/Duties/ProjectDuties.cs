using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Contracts;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Duties;

/// <summary>The duties of payments, kept apart from all others of their project.</summary>
internal sealed class ProjectDuties(CharityDbContext db, DutyCheck duties) : IProjectDuties
{
    public async Task<Failure?> RefusalAsync(Guid projectId, PaymentDuty duty, string permission, CancellationToken cancellationToken) =>
        await duties.RefusalAsync(await db.Set<Project>().SingleAsync(project => project.Id == projectId, cancellationToken), Of(duty), permission, cancellationToken);

    public Task RecordAsync(Guid projectId, PaymentDuty duty, CancellationToken cancellationToken) => duties.RecordMineAsync(projectId, Of(duty), cancellationToken);

    private static Duty Of(PaymentDuty duty) => duty switch
    {
        PaymentDuty.Request => Duty.RequestPayment,
        PaymentDuty.Approve => Duty.ApprovePayment,
        PaymentDuty.Pay => Duty.Pay,
        _ => throw new InvalidOperationException($"Unknown duty {duty}."),
    };
}
