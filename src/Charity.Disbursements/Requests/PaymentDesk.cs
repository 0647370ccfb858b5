using Charity.Disbursements.Subjects;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Requests;

/// <summary>Loads payment requests, to look at them or to change them.</summary>
internal sealed class PaymentDesk(CharityDbContext db, PaymentSubjects subjects, SiteTime time)
{
    public Task<PaymentRequest?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        Whole(db.Set<PaymentRequest>().AsNoTracking()).SingleOrDefaultAsync(request => request.Id == id, cancellationToken);

    /// <summary>The request to change. Holds the lock of what it is for until the transaction ends, so that neither its conditions nor another request change meanwhile.</summary>
    public async Task<Result<PaymentRequest>> TakeAsync(Guid id, CancellationToken cancellationToken)
    {
        var subject = await db.Set<PaymentRequest>().Where(request => request.Id == id).Select(request => new { request.Kind, request.SubjectId }).SingleOrDefaultAsync(cancellationToken);
        if (subject is null)
        {
            return PaymentFailures.Unknown;
        }

        await subjects.Of(subject.Kind).LockAsync(subject.SubjectId, cancellationToken);
        return await Whole(db.Set<PaymentRequest>()).SingleAsync(request => request.Id == id, cancellationToken);
    }

    /// <summary>The next number of this year. Holds its lock until the transaction ends.</summary>
    public async Task<(int Year, int Number)> NextNumberAsync(CancellationToken cancellationToken)
    {
        var year = time.Today.Year;
        await db.LockAsync($"payment-numbers:{year}", cancellationToken);
        return (year, (await db.Set<PaymentRequest>().Where(request => request.Year == year).MaxAsync(request => (int?)request.Number, cancellationToken) ?? 0) + 1);
    }

    public static IQueryable<PaymentRequest> Whole(IQueryable<PaymentRequest> requests) => requests.AsSplitQuery()
        .Include(request => request.Parts.OrderBy(part => part.Number))
        .Include(request => request.Approvals.OrderBy(approval => approval.Id));
}
