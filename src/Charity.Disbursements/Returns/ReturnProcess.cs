using Charity.Platform.Workflow;

namespace Charity.Disbursements.Returns;

/// <summary>How a demand for money lives until the last fen is back.</summary>
internal static class ReturnProcess
{
    public const string Demanded = nameof(Demanded);
    public const string Settled = nameof(Settled);
    public const string Waived = nameof(Waived);
    public const string Withdrawn = nameof(Withdrawn);

    public const string Receive = "receive";
    public const string Settle = "settle";
    public const string Waive = "waive";
    public const string Withdraw = "withdraw";

    public static readonly WorkflowDefinition<ReturnDemand> Table = new WorkflowDefinition<ReturnDemand>("return-demand")
        .State(Demanded, new StateWords("To be paid back", "To be paid back", "Money to be paid back", "Transfer it to the charity's account with the number of this demand."))
        .State(Settled, new StateWords("Paid back", "Paid back", "Money paid back", "Nothing is open any more."), isFinal: true)
        .State(Waived, new StateWords("Written off", "Written off", "Written off", "The rest is not asked for any more; the reason stands beside it."), isFinal: true)
        .State(Withdrawn, new StateWords("Withdrawn", "Withdrawn", null, "It was asked for by mistake."), isFinal: true)
        .Move(Demanded, Receive, Demanded, Permissions.PayBatches, "Enter what came in")
        .OwnersMove(Demanded, Settle, Settled, ReturnRules.EverythingMustBeBack, "All of it is back")
        .Move(Demanded, Waive, Waived, Permissions.ApproveLargePayments, "Write off the rest", ReturnRules.ByAnotherPerson)
        .Move(Demanded, Withdraw, Withdrawn, Permissions.DemandReturns, "Withdraw the demand", ReturnRules.NothingMustHaveComeIn);
}
