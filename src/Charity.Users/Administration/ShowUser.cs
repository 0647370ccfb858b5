using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using Charity.Users.Contracts;
using Charity.Users.Roles;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Administration;

/// <summary>One account as staff see it, with what happened to it lately.</summary>
[Requires(Permissions.ManageUsers)]
internal sealed record ShowUser(Guid Id) : IQuery<UserDetail>;

/// <param name="Version">Changes with every change of the account; sent back with a form, so that nobody overwrites what they have not seen.</param>
/// <param name="MayChangeRoles">False for the own account: somebody else decides what one may do.</param>
internal sealed record UserDetail(
    Guid Id, string Email, string Name, string Culture, DateTime CreatedUtc, bool IsConfirmed, bool HasSecondFactor, bool IsLocked, DateTime? LockedUntilUtc, bool IsErased, string Version,
    bool MayChangeRoles, IReadOnlyList<RoleChoice> Roles, IReadOnlyList<EntrustedChoice> Areas, IReadOnlyList<EntrustedChoice> Funds, IReadOnlyList<UserEvent> Events);

internal sealed record RoleChoice(string Name, LocalizedText DisplayName, LocalizedText Description, bool IsHeld);

/// <summary>Something the person looks after or could look after.</summary>
internal sealed record EntrustedChoice(string Code, string Name, int Depth, bool IsHeld);

internal sealed record UserEvent(DateTime AtUtc, string Action, string ActorName, string? RemoteAddress);

internal sealed class ShowUserHandler(CharityDbContext db, AccountRoles accountRoles, IUserScopes scopes, IEnumerable<IResponsibilities> responsibilities, ICurrentUser current, TimeProvider clock)
    : IRequestHandler<ShowUser, Result<UserDetail>>
{
    private const int EventsShown = 20;

    public async Task<Result<UserDetail>> Handle(ShowUser request, CancellationToken cancellationToken)
    {
        if (await db.Set<User>().AsNoTracking().FirstOrDefaultAsync(user => user.Id == request.Id, cancellationToken) is not { } user)
        {
            return UserFailures.NotFound;
        }

        var held = await accountRoles.OfAsync(user.Id, cancellationToken);
        var roles = await db.Set<Role>().AsNoTracking().OrderBy(role => role.Id).ToListAsync(cancellationToken);
        var looksAfter = await scopes.OfAsync(user.Id, cancellationToken);
        var subject = user.Id.ToString();
        var events = await db.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.SubjectId == subject)
            .OrderByDescending(entry => entry.AtUtc)
            .Take(EventsShown)
            .Select(entry => new UserEvent(entry.AtUtc, entry.Action, entry.ActorName, entry.RemoteAddress))
            .ToListAsync(cancellationToken);
        var lockedUntil = user.LockoutEnd > clock.GetUtcNow() && !user.IsLockedForGood ? user.LockoutEnd.Value.UtcDateTime : (DateTime?)null;
        return new UserDetail(
            user.Id, user.Email!, user.Name, user.Culture, user.CreatedUtc, user.EmailConfirmed, user.TwoFactorEnabled, user.IsLockedForGood, lockedUntil, user.ErasedUtc is not null,
            user.ConcurrencyStamp!, user.Id != current.Id && user.ErasedUtc is null,
            roles.ConvertAll(role => new RoleChoice(role.Name!, role.DisplayName, role.Description, held.Contains(role.Name!))),
            await ChoicesAsync(ResponsibilityKind.Area, looksAfter.AreaCodes, cancellationToken),
            await ChoicesAsync(ResponsibilityKind.Fund, looksAfter.FundSlugs, cancellationToken), events);
    }

    /// <summary>Everything there is to choose, and at the end what the person holds although it is no longer there: it can be taken away.</summary>
    private async Task<IReadOnlyList<EntrustedChoice>> ChoicesAsync(ResponsibilityKind kind, IReadOnlySet<string> held, CancellationToken cancellationToken)
    {
        var choices = new List<EntrustedChoice>();
        foreach (var source in responsibilities.Where(source => source.Kind == kind))
        {
            choices.AddRange((await source.AllAsync(cancellationToken)).Select(one => new EntrustedChoice(one.Code, one.Name.ToString(), one.Depth, held.Contains(one.Code))));
        }

        var gone = held.Except(choices.Select(choice => choice.Code), StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. choices, .. gone.Select(code => new EntrustedChoice(code, code, 0, true))];
    }
}

internal static class UserFailures
{
    public static Failure NotFound { get; } = Failure.NotFound("user_not_found", "There is no such account.");

    public static Failure Own { get; } = Failure.Forbidden("own_account", "Nobody changes this of their own account. Ask another administrator.");

    public static Failure Erased { get; } = Failure.Conflict("account_erased", "This account was erased at its owner's wish; it stays closed.");

    public static Failure ChangedMeanwhile { get; } = Failure.Conflict(
        "changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
}
