using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Contracts;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Duties;

/// <summary>The duties of payments, kept apart from all others of their project.</summary>
internal sealed class ProjectDuties(CharityDbContext db, DutyCheck duties) : IProjectDuties
{
    public async Task<Failure?> ReasonAsync(Guid projectId, Guid userId, PaymentDuty duty, CancellationToken cancellationToken) =>
        await duties.ReasonAsync(await db.Set<Project>().SingleAsync(project => project.Id == projectId, cancellationToken), userId, Of(duty), cancellationToken);

    public Task RecordAsync(Guid projectId, PaymentDuty duty, CancellationToken cancellationToken) => duties.RecordMineAsync(projectId, Of(duty), cancellationToken);

    private static Duty Of(PaymentDuty duty) => duty switch
    {
        PaymentDuty.Request => Duty.RequestPayment,
        PaymentDuty.Approve => Duty.ApprovePayment,
        PaymentDuty.Pay => Duty.Pay,
        _ => throw new InvalidOperationException($"Unknown duty {duty}."),
    };
}
