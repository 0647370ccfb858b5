using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Disbursements.Batches;

/// <summary>What has to be true before a batch moves, each with the reason a person can act on.</summary>
internal static class BatchRules
{
    public static Task<Failure?> ByAnotherPerson(PaymentBatch batch, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        services.GetRequiredService<ICurrentUser>().Id == batch.MadeById
            ? Failure.Conflict("same_person", "You collected this batch yourself, so somebody else has to confirm it.")
            : null);

    /// <summary>Whoever pays has neither asked for nor approved, scored or evaluated any of it.</summary>
    public static async Task<Failure?> PayerMustBeImpartial(PaymentBatch batch, IServiceProvider services, CancellationToken cancellationToken)
    {
        var duties = services.GetRequiredService<IProjectDuties>();
        foreach (var project in (await RequestsAsync(batch, services, cancellationToken)).Select(request => request.ProjectId).Distinct())
        {
            if (await duties.RefusalAsync(project, PaymentDuty.Pay, Permissions.PayBatches, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Approved as it is, conditions met, to the account that was proved: looked at again in the moment the money leaves.</summary>
    public static async Task<Failure?> EveryPaymentMustStillStand(PaymentBatch batch, IServiceProvider services, CancellationToken cancellationToken)
    {
        foreach (var request in await RequestsAsync(batch, services, cancellationToken))
        {
            var refusal = request.State != PaymentProcess.Approved
                ? Failure.Conflict("approval_gone", "It is not approved any more.")
                : await PaymentRules.EveryStepMustBeApproved(request, services, cancellationToken)
                    ?? await PaymentRules.InstalmentMustStillBeDue(request, services, cancellationToken)
                    ?? await PaymentRules.AccountMustBeTheProvedOne(request, services, cancellationToken);
            if (refusal is not null)
            {
                return Failure.Conflict("payment_fell", "Payment {0} cannot be made any more. Dissolve this batch and collect the others again. {1}", request.Code, services.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer>()[refusal.Message, refusal.Arguments]);
            }
        }

        return null;
    }

    public static Task<Failure?> EveryLineMustBeAnswered(PaymentBatch batch, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        batch.IsAnswered ? null : Failure.Conflict("lines_unanswered", "The bank has not answered for every line."));

    private static async Task<IReadOnlyList<PaymentRequest>> RequestsAsync(PaymentBatch batch, IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var lines = batch.Lines.Select(line => line.LineId).ToList();
        var ids = await db.Set<PaymentLine>().Where(line => lines.Contains(line.Id)).Select(line => line.RequestId).Distinct().ToListAsync(cancellationToken);
        return await PaymentDesk.Whole(db.Set<PaymentRequest>()).Where(request => ids.Contains(request.Id)).OrderBy(request => request.Id).ToListAsync(cancellationToken);
    }
}
