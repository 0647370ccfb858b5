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

    private static string Key(PaymentRequest request) => $"payment-request:{request.Id:N}";
}
