using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;

namespace Charity.Ventures.Contracts;

/// <summary>An instalment of a project, as payments need it.</summary>
/// <param name="ProjectSlug">Stands in the project's address and in the ledger's accounts.</param>
/// <param name="Number">1, 2, 3.</param>
/// <param name="AmountMinor">Minor units; the sum of the parts.</param>
/// <param name="IsPayable">The project was not terminated and all of the instalment's conditions are met now.</param>
/// <param name="IsStopped">The project was terminated: it is never paid.</param>
/// <param name="DueSinceUtc">Null while it waits.</param>
/// <param name="Parts">Out of which accounts of the ledger it is paid, by the shares of the award's sources.</param>
public sealed record ProjectInstalment(
    Guid Id, Guid ProjectId, string ProjectSlug, LocalizedText ProjectTitle, Guid OrganisationId, int Number, LocalizedText Name, long AmountMinor, string Currency, bool IsPayable, bool IsStopped,
    DateTime? DueSinceUtc, IReadOnlyList<InstalmentPart> Parts);

/// <param name="FundSlug">Null for public money.</param>
/// <param name="AvailableCode">The ledger account the money was reserved from.</param>
/// <param name="CommittedCode">The ledger account that holds it once the reservation is confirmed.</param>
/// <param name="ReservationId">The ledger entry that reserved the source's whole sum at the award.</param>
public sealed record InstalmentPart(string? FundSlug, string AvailableCode, string CommittedCode, long AmountMinor, Guid ReservationId);

/// <summary>A project was terminated. Published in the transaction, before what is reserved and not with the bank is freed.</summary>
public sealed record ProjectTerminated(Guid ProjectId, string Slug) : INotification;

/// <summary>The money of running projects, for whoever pays it.</summary>
public interface IProjectMoney
{
    /// <summary>One instalment as it is now, with what the current transaction has changed.</summary>
    Task<ProjectInstalment?> FindAsync(Guid instalmentId, CancellationToken cancellationToken);

    /// <summary>A project's instalments by number; none for an unknown project.</summary>
    Task<IReadOnlyList<ProjectInstalment>> OfProjectAsync(string projectSlug, CancellationToken cancellationToken);

    /// <summary>The same, holding the project's lock until the transaction ends: whatever is read of it from here on stays true.</summary>
    Task<ProjectInstalment?> TakeAsync(Guid instalmentId, CancellationToken cancellationToken);

    /// <summary>Brings the project's instalments into the state that conditions and payments demand; to be called after a payment was asked for, decided or made.</summary>
    Task SettleAsync(Guid projectId, CancellationToken cancellationToken);
}

/// <summary>How far the payment of an instalment has come.</summary>
public enum PaymentStanding
{
    /// <summary>Nobody asks for it.</summary>
    None,

    /// <summary>It was asked for and is not paid yet.</summary>
    Requested,
    Paid,
}

/// <summary>Told by whoever pays: this module knows when an instalment is due, not what becomes of the payment.</summary>
public interface IInstalmentPayments
{
    /// <summary>With what the current transaction has changed; instalments that nobody has asked for are left out.</summary>
    Task<IReadOnlyDictionary<Guid, PaymentStanding>> OfProjectAsync(Guid projectId, CancellationToken cancellationToken);
}

/// <summary>What somebody does about a payment.</summary>
public enum PaymentDuty
{
    Request,
    Approve,
    Pay,
}

/// <summary>Keeps the duties of one project apart, from the proposal to the payment: nobody does two things of which one checks the other.</summary>
public interface IProjectDuties
{
    /// <summary>Why somebody may not take the duty; null when they may.</summary>
    Task<Failure?> ReasonAsync(Guid projectId, Guid userId, PaymentDuty duty, CancellationToken cancellationToken);

    /// <summary>Writes down that the current user has taken the duty; once is enough.</summary>
    Task RecordAsync(Guid projectId, PaymentDuty duty, CancellationToken cancellationToken);
}
