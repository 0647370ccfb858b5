using MediatR;

namespace Charity.Organisations.Contracts;

/// <summary>The account that an organisation is paid to.</summary>
/// <param name="Number">The digits in full: for the bank's file alone, never to be shown or logged.</param>
/// <param name="Fingerprint">Made of the number with the site's key, in hexadecimal: equal numbers have equal ones.</param>
/// <param name="IsProved">The bureau has seen that the account belongs to the organisation.</param>
public sealed record PayeeAccount(Guid OrganisationId, string Name, string BankName, string Number, string Fingerprint, bool IsProved);

public interface IPayeeAccounts
{
    /// <summary>Null when the organisation has given no account. Reads what the current transaction has changed, too.</summary>
    Task<PayeeAccount?> FindAsync(Guid organisationId, CancellationToken cancellationToken);
}

/// <summary>An organisation's bank account was changed, or its proof was lost; published inside the transaction that does so.</summary>
public sealed record PayeeAccountChanged(Guid OrganisationId) : INotification;
