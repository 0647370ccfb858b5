using Charity.Disbursements.Requests;
using Charity.Disbursements.Statements;
using Charity.Disbursements.Subjects;
using Charity.Platform.Data;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

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
        var subjects = services.GetRequiredService<PaymentSubjects>();
        foreach (var request in await RequestsAsync(batch, services, cancellationToken))
        {
            if (await subjects.DutyRefusalAsync(request, PaymentDuty.Pay, Permissions.PayBatches, cancellationToken) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    /// <summary>Approved as it is, conditions met, to the accounts that were approved: looked at again in the moment the money leaves.</summary>
    public static async Task<Failure?> EveryPaymentMustStillStand(PaymentBatch batch, IServiceProvider services, CancellationToken cancellationToken)
    {
        var texts = services.GetRequiredService<IStringLocalizer>();
        foreach (var request in await RequestsAsync(batch, services, cancellationToken))
        {
            var refusal = request.State is not (PaymentProcess.Approved or PaymentProcess.Paying)
                ? Failure.Conflict("approval_gone", "It is not approved any more.")
                : await PaymentRules.EveryStepMustBeApproved(request, services, cancellationToken)
                    ?? await PaymentRules.MustBePayable(request, services, cancellationToken)
                    ?? (await services.GetRequiredService<PaymentLines>().HashAsync(request.Id, cancellationToken) == request.LinesSha256 ? null : Failure.Conflict("lines_changed", "Its transfers are not those that were approved."));
            if (refusal is not null)
            {
                return Failure.Conflict("payment_fell", "Payment {0} cannot be made any more. Dissolve this batch and collect the others again. {1}", request.Code, texts.Say(refusal));
            }
        }

        return null;
    }

    public static async Task<Failure?> NoLineMustBeAnswered(PaymentBatch batch, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<CharityDbContext>().Set<BatchLine>().AnyAsync(line => line.BatchId == batch.Id && line.Answer != LineAnswer.None, cancellationToken)
            ? Failure.Conflict("lines_answered", "The bank has answered for some of the transfers, so it took the file. Take in its answer for the others as well.")
            : null;

    /// <summary>What left the account under the batch's or a transfer's number was paid, whatever the bank's message says.</summary>
    public static async Task<Failure?> NoBookingMustNameIt(PaymentBatch batch, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (db, since) = (services.GetRequiredService<CharityDbContext>(), DateOnly.FromDateTime(batch.MadeUtc).AddDays(-1));
        var remarks = await db.Set<StatementRow>().Where(row => row.IsDebit && row.Match == StatementMatch.None && row.BookedOn >= since).Select(row => row.Remark).ToListAsync(cancellationToken);
        var numbers = remarks.Count == 0 ? [] : (await services.GetRequiredService<BatchDesk>().TransfersAsync(batch.Id, cancellationToken)).Select(transfer => transfer.Sent.EndToEndId).Append(batch.Code).ToList();
        return remarks.Find(remark => numbers.Exists(number => remark.Contains(number, StringComparison.OrdinalIgnoreCase))) is { } found
            ? Failure.Conflict("booked_at_the_bank", "The bank's statement has a booking of this batch: {0}. Clear that up with the bank first.", found)
            : null;
    }

    public static Task<Failure?> RefusalMustBeReportedByAnother(PaymentBatch batch, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        batch.RefusedById is null ? Failure.Conflict("refusal_not_reported", "Nobody has reported that the bank did not take the file.")
        : services.GetRequiredService<ICurrentUser>().Id == batch.RefusedById ? Failure.Conflict("same_person_refused", "You reported it yourself, so somebody else has to look at the bank's message and confirm it.")
        : null);

    public static async Task<Failure?> EveryLineMustBeAnswered(PaymentBatch batch, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<CharityDbContext>().Set<BatchLine>().AnyAsync(line => line.BatchId == batch.Id && line.Answer == LineAnswer.None, cancellationToken)
            ? Failure.Conflict("lines_unanswered", "The bank has not answered for every line.")
            : null;

    private static Task<IReadOnlyList<PaymentRequest>> RequestsAsync(PaymentBatch batch, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<BatchDesk>().RequestsAsync(batch.Id, cancellationToken);
}
