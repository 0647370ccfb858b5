using Charity.Platform.Security;

namespace Charity.Disbursements;

internal sealed class Permissions : IPermissionProvider
{
    public const string ViewPayments = nameof(ViewPayments);

    /// <summary>Only with a second factor.</summary>
    public const string ApprovePayments = nameof(ApprovePayments);

    /// <summary>The last step of large payments; only with a second factor.</summary>
    public const string ApproveLargePayments = nameof(ApproveLargePayments);

    /// <summary>The cashier's: collects, confirms and releases batches for the bank, takes in its answers; only with a second factor.</summary>
    public const string PayBatches = nameof(PayBatches);

    /// <summary>What the bank says moved on the charity's account; the cashier's and the auditor's.</summary>
    public const string ViewStatements = nameof(ViewStatements);

    public const string DemandReturns = nameof(DemandReturns);

    /// <summary>Of the funds somebody looks after, by motions that passed.</summary>
    public const string RequestSpending = nameof(RequestSpending);

    public const string ImportPayouts = nameof(ImportPayouts);

    /// <summary>Imports lists of people who are given aid, and so approves none of them.</summary>
    public const string ManageAid = nameof(ManageAid);

    /// <summary>Of administration charges, which another person books.</summary>
    public const string ProposeCharges = nameof(ProposeCharges);

    /// <summary>Only with a second factor.</summary>
    public const string BookCharges = nameof(BookCharges);

    IReadOnlyList<Permission> IPermissionProvider.Permissions { get; } =
    [
        new(ViewPayments, "See payment requests and what became of them", [ApprovePayments, ApproveLargePayments, PayBatches, DemandReturns, RequestSpending, ManageAid, ProposeCharges, BookCharges]),
        new(ApprovePayments, "Approve payments", [ApproveLargePayments], NeedsSecondFactor: true),
        new(ApproveLargePayments, "Approve payments above the limit", needsSecondFactor: true),
        new(RequestSpending, "Ask for payments of their own funds"),
        new(DemandReturns, "Demand money of projects back"),
        new(PayBatches, "Pay approved payments at the bank", needsSecondFactor: true),
        new(ViewStatements, "See the bank's statements held against what was paid", [PayBatches]),
        new(ImportPayouts, "Take over payouts of earlier years into the books"),
        new(ProposeCharges, "Propose what is taken for administration"),
        new(BookCharges, "Book what is taken for administration", needsSecondFactor: true),
        new(ManageAid, "Import lists of people who are given aid"),
    ];
}
