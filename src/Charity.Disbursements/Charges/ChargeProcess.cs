using Charity.Platform.Workflow;

namespace Charity.Disbursements.Charges;

/// <summary>One person proposes a charge, another books it.</summary>
internal static class ChargeProcess
{
    public const string Proposed = nameof(Proposed);
    public const string Booked = nameof(Booked);
    public const string Declined = nameof(Declined);

    public const string Book = "book";
    public const string Decline = "decline";

    public static readonly WorkflowDefinition<AdministrationCharge> Table = new WorkflowDefinition<AdministrationCharge>("administration-charge")
        .State(Proposed, new StateWords("Waits to be booked", "Waits to be booked", null, "Another person books it, or declines."))
        .State(Booked, new StateWords("Taken for administration", "Taken for administration", "Taken for administration", "It stands in the public books."), isFinal: true)
        .State(Declined, new StateWords("Not confirmed", "Not confirmed", null, "Nothing was taken; the reason stands beside it."), isFinal: true)
        .Move(Proposed, Book, Booked, Permissions.BookCharges, "Book the charge", ChargeRules.ByAnotherPerson, ChargeRules.MustBeWithinTheLimit)
        .Move(Proposed, Decline, Declined, Permissions.BookCharges, "Decline the charge");
}
