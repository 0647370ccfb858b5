using Charity.Platform.Security;

namespace Charity.Funds;

internal sealed class Permissions : IPermissionProvider
{
    public const string ManageFunds = nameof(ManageFunds);
    public const string ManageOwnFunds = nameof(ManageOwnFunds);
    public const string ViewFundBooks = nameof(ViewFundBooks);
    public const string AnswerReports = nameof(AnswerReports);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ManageFunds, "Set up and look after every fund"),
        new(ManageOwnFunds, "Look after the funds of one's own areas", [ManageFunds]),
        new(ViewFundBooks, "See the balances of the funds", [ManageFunds, ManageOwnFunds]),
        new(AnswerReports, "Answer reports about funds"),
    ];
}
