using Charity.Disbursements.Batches;
using Charity.Funds.Contracts;
using Charity.Organisations.Contracts;
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

        if (standing.Any(approval => approval.ById == user.Id))
        {
            return Failure.Conflict("approved_by_you", "You have approved this already; the next step is for somebody else.");
        }

        return request.RequestedById == user.Id
            ? Failure.Conflict("requested_by_you", "You asked for this payment yourself, so somebody else has to approve it.")
            : await services.GetRequiredService<IPermissionService>().CheckAsync(request.Rule.Steps[standing.Count].Permission, cancellationToken);
    }

    /// <summary>Fund managers decide about the money of the funds in their care; whoever approves large payments about every fund's, and public money is nobody's in particular.</summary>
    public static async Task<Failure?> FundMustBeTheirs(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken)
    {
        var funds = request.Parts.Select(part => part.FundSlug).OfType<string>().ToList();
        return funds.Count == 0
            || await services.GetRequiredService<IPermissionService>().HasAsync(Permissions.ApproveLargePayments, cancellationToken)
            || (await services.GetRequiredService<IFunds>().MineAsync(cancellationToken)).Any(fund => funds.Contains(fund.Slug))
                ? null
                : Failure.Conflict("not_your_fund", "None of this money comes from a fund in your care, so those who look after it decide.");
    }

    public static Task<Failure?> ApproverMustBeImpartial(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<IProjectDuties>().RefusalAsync(request.ProjectId, PaymentDuty.Approve, Permissions.ApprovePayments, cancellationToken);

    public static async Task<Failure?> InstalmentMustStillBeDue(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IProjectMoney>().FindAsync(request.InstalmentId, cancellationToken) is { IsPayable: true }
            ? null
            : Failure.Conflict("conditions_broken", "Not all conditions of this instalment are met any more. What is missing stands on the project's page.");

    /// <summary>The money goes where it was said to go, and the bureau has seen that this is the payee's account.</summary>
    public static async Task<Failure?> AccountMustBeTheProvedOne(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IPayeeAccounts>().FindAsync(request.OrganisationId, cancellationToken) switch
        {
            null or { IsProved: false } => Failure.Conflict("account_not_proved", "The payee's bank account has not been verified by the bureau. It has to be, before anything is paid to it."),
            var account when account.Fingerprint != request.PayeeFingerprint => Failure.Conflict("account_changed", "The payee's bank account has changed since. The payee asks again with the new one."),
            _ => null,
        };

    public static Task<Failure?> EveryStepMustBeApproved(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        request.Rule.Steps.Count > 0 && request.Standing.Count() >= request.Rule.Steps.Count
            ? null
            : Failure.Conflict("approvals_missing", "Not everybody whose approval is needed has approved yet."));

    /// <summary>Those who may ask for money in the payee's name: its owners and its finance people.</summary>
    public static async Task<Failure?> OnlyThePayee(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ICurrentUser>().Id is { } id
        && await services.GetRequiredService<IOrganisations>().RoleOfAsync(id, request.OrganisationId, cancellationToken) is OrganisationRole.Owner or OrganisationRole.Finance
            ? null
            : PaymentFailures.NotYours;

    public static async Task<Failure?> WhatWasApprovedMustHaveChanged(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        await InstalmentMustStillBeDue(request, services, cancellationToken) is null && await AccountMustBeTheProvedOne(request, services, cancellationToken) is null
            ? Failure.Conflict("approval_stands", "Nothing of what was approved has changed.")
            : null;

    public static Task<Failure?> LineMustBeOnItsWay(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        LineMustAsync(request, line => line.BatchId is not null, Failure.Conflict("line_not_sent", "This payment is in no batch."), services, cancellationToken);

    public static Task<Failure?> LineMustBeFree(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        LineMustAsync(request, line => line.IsFree, Failure.Conflict("line_not_free", "The bank has not said that it did not pay this."), services, cancellationToken);

    public static Task<Failure?> LineMustBePaid(PaymentRequest request, IServiceProvider services, CancellationToken cancellationToken) =>
        LineMustAsync(request, line => line.PaidUtc is not null, Failure.Conflict("line_not_paid", "The bank has not said that it paid this."), services, cancellationToken);

    private static async Task<Failure?> LineMustAsync(PaymentRequest request, Func<PaymentLine, bool> condition, Failure otherwise, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<PaymentLines>().OfAsync(request.Id, cancellationToken) is { } line && condition(line) ? null : otherwise;

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
