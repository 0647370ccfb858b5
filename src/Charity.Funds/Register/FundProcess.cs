using Charity.Platform.Workflow;

namespace Charity.Funds.Register;

/// <summary>How a fund lives: drafted, open, suspended for a while, closed, and perhaps open again.</summary>
internal static class FundProcess
{
    public const string Draft = nameof(Draft);
    public const string Open = nameof(Open);
    public const string Suspended = nameof(Suspended);
    public const string Closed = nameof(Closed);

    public const string OpenTrigger = "open";
    public const string CloseTrigger = "close";

    public static readonly WorkflowDefinition<Fund> Definition = new WorkflowDefinition<Fund>("fund")
        .State(Draft, new StateWords("Draft", "Draft", null, "Complete what is missing, then open the fund."))
        .State(Open, new StateWords("Open", "Open", "Open", "The fund takes gifts while its campaign runs."))
        .State(Suspended, new StateWords("Suspended", "Suspended", "Suspended", "Clear up what was wrong, then resume or close the fund."))
        .State(Closed, new StateWords("Closed", "Closed", "Closed", "The page and the books stay; the fund can be opened again."))
        .Move(Draft, OpenTrigger, Open, Permissions.ManageOwnFunds, "Open the fund", OpeningRules.FundMustBeReady)
        .Move(Open, "suspend", Suspended, Permissions.ManageOwnFunds, "Suspend the fund")
        .Move(Suspended, "resume", Open, Permissions.ManageOwnFunds, "Resume the fund", OpeningRules.FundMustBeReady)
        .Move(Open, CloseTrigger, Closed, Permissions.ManageOwnFunds, "Close the fund")
        .Move(Suspended, CloseTrigger, Closed, Permissions.ManageOwnFunds, "Close the fund")
        .Move(Closed, "reopen", Open, Permissions.ManageFunds, "Open the fund again", OpeningRules.FundMustBeReady);
}

/// <summary>Moves a fund through the door and keeps the days that belong to its state.</summary>
internal sealed class FundMoves(IWorkflowDoor door, Platform.Settings.SiteTime time)
{
    public async Task<Platform.Requests.Result> FireAsync(Fund fund, string trigger, int? expectedVersion, string? note, CancellationToken cancellationToken)
    {
        var moved = await door.FireAsync(FundProcess.Definition, fund, trigger, expectedVersion, note, cancellationToken);
        if (moved.Succeeded)
        {
            fund.KeepDays(time.Today);
        }

        return moved;
    }
}
