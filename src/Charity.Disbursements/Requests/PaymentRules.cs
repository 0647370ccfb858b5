using Charity.Disbursements.Approvals;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Subjects;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Disbursements.Requests;

/// <summary>What has to be true before a payment request moves, each with the reason a person can act on.</summary>
internal static class PaymentRules
{
    /// <summary>Each step of the rule by another person, and by one whom the step names.</summary>
    public static async Task<Failure?> NextStepMustBeTheirs(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken)
    {
        var user = services.GetRequiredService<ICurrentUser>();
        var standing = request.Standing.ToList();
        if (standing.Count >= request.Rule.Steps.Count)
        {
            return Failure.Conflict("approved_already", "Everybody whose approval is needed has approved already.");
        }

        if (standing.Any(approval => approval.IsBy(user.Id)))
        {
            return Failure.Conflict("approved_by_you", "You have approved this already; the next step is for somebody else.");
        }

        return request.RequestedById == user.Id
            ? Failure.Conflict("requested_by_you", "You asked for this payment yourself, so somebody else has to approve it.")
            : (await services.GetRequiredService<ApprovalRights>().OfStepAsync(request, request.Rule.Steps[standing.Count].Permission, cancellationToken)).Failure;
    }

    /// <summary>Or of somebody who has let them decide in their place.</summary>
    public static Task<Failure?> FundMustBeTheirs(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ApprovalRights>().FundRefusalAsync(request, cancellationToken);

    public static Task<Failure?> ApproverMustBeImpartial(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<PaymentSubjects>().DutyRefusalAsync(request, PaymentDuty.Approve, Permissions.ApprovePayments, cancellationToken);

    /// <summary>What it is for is still there to be paid, to the account that was said.</summary>
    public static Task<Failure?> MustBePayable(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<PaymentSubjects>().Of(request).RefusalAsync(request, cancellationToken);

    public static Task<Failure?> EveryStepMustBeApproved(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        request.Rule.Steps.Count > 0 && request.Standing.Count() >= request.Rule.Steps.Count
            ? null
            : Failure.Conflict("approvals_missing", "Not everybody whose approval is needed has approved yet."));

    public static Task<Failure?> OnlyWhoAsks(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<PaymentSubjects>().Of(request).AskerRefusalAsync(request, cancellationToken);

    public static async Task<Failure?> WhatWasApprovedMustHaveChanged(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        await MustBePayable(request, services, cancellationToken) is null ? Failure.Conflict("approval_stands", "Nothing of what was approved has changed.") : null;

    public static async Task<Failure?> SubjectMustBeOver(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<PaymentSubjects>().Of(request).IsOverAsync(request, cancellationToken) ? null : Failure.Conflict("subject_goes_on", "What it is for goes on.");

    public static Task<Failure?> SomeMustBeOnTheirWay(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        LinesMustAsync(request, lines => lines.OnTheirWay > 0, Failure.Conflict("lines_not_sent", "None of its transfers is in a batch."), services, cancellationToken);

    public static Task<Failure?> NothingMustBeInABatch(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        LinesMustAsync(request, lines => lines.OnTheirWay == 0, Failure.Conflict("lines_in_batch", "The cashier has collected it for the bank already. Ask the cashier to dissolve the batch first."), services, cancellationToken);

    /// <summary>A batch that has not been sent can still be dissolved, so lines in one are no payments; <c>send</c> is what cannot be taken back.</summary>
    public static Task<Failure?> NothingMustBePaid(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        LinesMustAsync(request, lines => lines.Paid == 0 && (request.State != PaymentProcess.Paying || lines.OnTheirWay == 0), Failure.Conflict("lines_paid", "Some of it is paid or with the bank."), services, cancellationToken);

    public static Task<Failure?> EverythingMustBePaid(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        LinesMustAsync(request, lines => lines.IsSettled, Failure.Conflict("lines_open", "The bank has not paid all of it."), services, cancellationToken);

    public static Task<Failure?> SomeMustBeOpen(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        LinesMustAsync(request, lines => lines.Free + lines.OnTheirWay > 0, Failure.Conflict("lines_settled", "All of it is paid."), services, cancellationToken);

    public static Task<Failure?> OnlyRefusedTransfersMustBeOpen(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        LinesMustAsync(
            request, lines => lines is { Free: > 0, OnTheirWay: 0, Paid: > 0 }, Failure.Conflict("nothing_to_give_up", "Only what the bank has refused can be given up, once it has answered for all transfers and paid some of them."), services, cancellationToken);

    public static Task<Failure?> GivingUpMustBeProposed(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        request.GiveUpMinor is null ? Failure.Conflict("giving_up_not_proposed", "Whoever asked for the payment has not proposed to give any of it up.") : null);

    public static async Task<Failure?> GivingUpMustBeProposedByAnother(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        await GivingUpMustBeProposed(request, services, cancellationToken)
        ?? (services.GetRequiredService<ICurrentUser>().Id == request.GiveUpById ? Failure.Conflict("proposed_by_you", "You proposed it yourself, so somebody else has to decide.") : null);

    private static async Task<Failure?> LinesMustAsync(PaymentRequest request, Func<LineStanding, bool> condition, Failure otherwise, IServiceProvider services, CancellationToken cancellationToken) =>
        condition(await services.GetRequiredService<PaymentLines>().StandingAsync(request.Id, cancellationToken)) ? null : otherwise;

    public static Task<Failure?> TimeMustBeOver(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        request.DecideByUtc <= services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime
            ? null
            : Failure.Conflict("time_left", "There is still time to decide about it."));
}

internal static class PaymentFailures
{
    public static Failure Unknown => Failure.NotFound("payment_unknown", "There is no such payment request.");

    public static Failure NotYours => Failure.Forbidden("payment_not_yours", "Only owners and finance people of the organisation ask for its payments.");
}
