using Charity.Platform.Workflow;

namespace Charity.Donations.Alliance;

/// <summary>How a merchant comes, stays and goes.</summary>
internal static class MerchantProcess
{
    public const string Applied = nameof(Applied);
    public const string Active = nameof(Active);
    public const string Declined = nameof(Declined);
    public const string Left = nameof(Left);

    public const string Admit = "admit";
    public const string Decline = "decline";
    public const string Leave = "leave";

    public static readonly WorkflowDefinition<Merchant> Table = new WorkflowDefinition<Merchant>("merchant")
        .State(Applied, new StateWords("Wants to join", "We look at it", null, "Talk to the merchant, then admit or decline it."))
        .State(Active, new StateWords("In the alliance", "In the alliance", "In the alliance", "It tells its sales after every month and transfers what it pledged."))
        .State(Declined, new StateWords("Not admitted", "Not admitted", null, "It was told why. It may apply again."), isFinal: true)
        .State(Left, new StateWords("Has left", "Has left", "Has left", "Its last months are still settled; what it gave stays on its page."), isFinal: true)
        .Move(Applied, Admit, Active, Permissions.ManageAlliance, "Admit to the alliance")
        .Move(Applied, Decline, Declined, Permissions.ManageAlliance, "Do not admit")
        .Move(Active, Leave, Left, Permissions.ManageAlliance, "Let it leave");
}
