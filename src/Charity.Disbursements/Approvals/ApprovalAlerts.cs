using Charity.Disbursements.Requests;
using Charity.Platform.Alerts;

namespace Charity.Disbursements.Approvals;

/// <summary>Tells whoever may approve that a payment waits for them.</summary>
internal sealed class ApprovalAlerts(IAlerts alerts)
{
    public Task RaiseAsync(PaymentRequest request, CancellationToken cancellationToken) => alerts.RaiseAsync(
        Key(request), request.Rule.Steps[Math.Min(request.Standing.Count(), request.Rule.Steps.Count - 1)].Permission, $"/manage/payments/{request.Id}",
        "Payment {0} waits for approval", [request.Code], cancellationToken);

    public Task ResolveAsync(PaymentRequest request, CancellationToken cancellationToken) => alerts.ResolveAsync(Key(request), cancellationToken);

    /// <summary>Tells whoever may approve that the rest of a payment is to be given up.</summary>
    public Task RaiseGivingUpAsync(PaymentRequest request, CancellationToken cancellationToken) => alerts.RaiseAsync(
        GivingUpKey(request), Permissions.ApprovePayments, $"/manage/payments/{request.Id}", "It was proposed to pay no more of {0}", [request.Code], cancellationToken);

    public Task ResolveGivingUpAsync(PaymentRequest request, CancellationToken cancellationToken) => alerts.ResolveAsync(GivingUpKey(request), cancellationToken);

    private static string GivingUpKey(PaymentRequest request) => $"payment-giving-up:{request.Id:N}";

    private static string Key(PaymentRequest request) => $"payment-request:{request.Id:N}";
}
