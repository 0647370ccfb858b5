using Charity.Platform.Security;

namespace Charity.Ledger;

internal sealed class Permissions : IPermissionProvider
{
    public const string ViewLedger = nameof(ViewLedger);
    public const string VerifyLedger = nameof(VerifyLedger);
    public const string PostJournalEntries = nameof(PostJournalEntries);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ViewLedger, "Read the whole ledger"),
        new(VerifyLedger, "Verify the ledger"),
        new(PostJournalEntries, "Post and reverse journal entries", needsSecondFactor: true),
    ];
}
