namespace Charity.Organisations.Contracts;

/// <summary>What a module above knows of interests that keep somebody of the bureau away from an organisation. Every source is asked; one that binds is enough.</summary>
public interface IInterests
{
    /// <summary>True when an interest binds the account to the organisation now.</summary>
    Task<bool> BindAsync(Guid userId, Guid organisationId, CancellationToken cancellationToken);
}
