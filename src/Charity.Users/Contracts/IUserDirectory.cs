namespace Charity.Users.Contracts;

/// <summary>What other modules may know of an account.</summary>
public sealed record UserSummary(Guid Id, string Email, string Name, bool EmailConfirmed, string Culture);

public interface IUserDirectory
{
    Task<UserSummary?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<UserSummary?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    /// <summary>Everybody whose roles hold the permission.</summary>
    Task<IReadOnlyList<UserSummary>> HoldersAsync(string permission, CancellationToken cancellationToken);
}

/// <summary>What a member of staff looks after: areas by code (with everything below them) and funds by slug.</summary>
public sealed record UserScopes(IReadOnlySet<string> AreaCodes, IReadOnlySet<string> FundSlugs);

public interface IUserScopes
{
    ValueTask<UserScopes> OfAsync(Guid userId, CancellationToken cancellationToken);
}
