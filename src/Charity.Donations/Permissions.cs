using Charity.Platform.Security;

namespace Charity.Donations;

/// <summary>What staff may do with gifts. Which funds they may do it for is decided by <see cref="Manage.GiftScope"/>.</summary>
internal sealed class Permissions : IPermissionProvider
{
    public const string ViewDonations = nameof(ViewDonations);
    public const string ServeAllFunds = nameof(ServeAllFunds);
    public const string EnterOfflineGifts = nameof(EnterOfflineGifts);
    public const string ConfirmOfflineGifts = nameof(ConfirmOfflineGifts);
    public const string DecideHeldGifts = nameof(DecideHeldGifts);
    public const string ModerateMessages = nameof(ModerateMessages);
    public const string IssueReceipts = nameof(IssueReceipts);

    public const string ManageAlliance = nameof(ManageAlliance);
    public const string ViewAlliance = nameof(ViewAlliance);

    // Held by whoever opens and closes funds; declared by the Funds module.
    private const string ManageFunds = "ManageFunds";

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ViewDonations, "See gifts with their donors' names"),
        new(ServeAllFunds, "Do this work for every fund, not only for one's own", [ManageFunds]),
        new(EnterOfflineGifts, "Enter gifts received in cash or at the bank"),
        new(ConfirmOfflineGifts, "Confirm gifts received in cash or at the bank", needsSecondFactor: true),
        new(DecideHeldGifts, "Decide where gifts go that arrived too late", [ManageFunds], NeedsSecondFactor: true),
        new(ModerateMessages, "Decide which messages are shown"),
        new(IssueReceipts, "Issue receipts afterwards"),
        new(ManageAlliance, "Admit merchants to the alliance and settle their months"),
        new(ViewAlliance, "See the merchants of the alliance and what they owe", [ManageAlliance, ServeAllFunds]),
    ];
}
