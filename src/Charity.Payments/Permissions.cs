using Charity.Platform.Security;

namespace Charity.Payments;

internal sealed class Permissions : IPermissionProvider
{
    public const string ViewPaymentEvents = nameof(ViewPaymentEvents);
    public const string RetryPaymentEvents = nameof(RetryPaymentEvents);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ViewPaymentEvents, "See what the payment providers report", [RetryPaymentEvents]),
        new(RetryPaymentEvents, "Try payment events again and settle what they raised"),
    ];
}
