using Charity.Platform.Data;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>Tells the projects' module how far the payment of each instalment has come.</summary>
internal sealed class InstalmentPayments(CharityDbContext db) : IInstalmentPayments
{
    public async Task<IReadOnlyDictionary<Guid, PaymentStanding>> OfProjectAsync(Guid projectId, CancellationToken cancellationToken)
    {
        // Through the change tracker: what this transaction asks for or decides counts.
        await db.Set<PaymentRequest>().Where(request => request.ProjectId == projectId).LoadAsync(cancellationToken);
        return db.Set<PaymentRequest>().Local.Where(request => request.ProjectId == projectId && request.IsOpen).ToDictionary(request => request.SubjectId, request => request.State == PaymentProcess.Paid ? PaymentStanding.Paid : PaymentStanding.Requested);
    }
}
