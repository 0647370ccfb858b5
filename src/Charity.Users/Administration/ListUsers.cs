using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using Charity.Users.Roles;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Administration;

/// <summary>Accounts by e-mail address, fifty at a time.</summary>
/// <param name="Search">A part of the name or the address.</param>
/// <param name="Role">Only accounts with this role.</param>
/// <param name="After">The address of the last account seen; the next page starts behind it.</param>
[Requires(Permissions.ManageUsers)]
internal sealed record ListUsers(string? Search, string? Role, string? After) : IQuery<UserList>;

internal sealed record UserList(ListUsers Query, IReadOnlyList<UserRow> Rows, string? Next, IReadOnlyList<RoleOption> Roles);

internal sealed record UserRow(Guid Id, string Email, string Name, DateTime CreatedUtc, bool IsConfirmed, bool HasSecondFactor, bool IsLocked, bool IsErased)
{
    public IReadOnlyList<LocalizedText> Roles { get; init; } = [];
}

internal sealed record RoleOption(string Name, LocalizedText DisplayName);

internal sealed class ListUsersHandler(CharityDbContext db) : IRequestHandler<ListUsers, Result<UserList>>
{
    private const int PageSize = 50;

    public async Task<Result<UserList>> Handle(ListUsers request, CancellationToken cancellationToken)
    {
        var rows = await Matching(request)
            .OrderBy(user => user.NormalizedEmail)
            .Take(PageSize + 1)
            .Select(user => new UserRow(
                user.Id, user.Email!, user.Name, user.CreatedUtc, user.EmailConfirmed, user.TwoFactorEnabled, user.LockoutEnd >= User.LockedForGood, user.ErasedUtc != null))
            .ToListAsync(cancellationToken);
        var shown = rows.Take(PageSize).ToList();
        var ids = shown.ConvertAll(row => row.Id);
        var roles = await (from link in db.Set<IdentityUserRole<Guid>>()
                           join role in db.Set<Role>() on link.RoleId equals role.Id
                           where ids.Contains(link.UserId)
                           select new { link.UserId, role.DisplayName }).ToListAsync(cancellationToken);
        var byUser = roles.ToLookup(role => role.UserId, role => role.DisplayName);
        var options = await db.Set<Role>().OrderBy(role => role.Id).Select(role => new RoleOption(role.Name!, role.DisplayName)).ToListAsync(cancellationToken);
        return new UserList(request, shown.ConvertAll(row => row with { Roles = [.. byUser[row.Id]] }), rows.Count > PageSize ? shown[^1].Email : null, options);
    }

    private IQueryable<User> Matching(ListUsers request)
    {
        var users = db.Set<User>().AsNoTracking();
        if (PlainText.Clean(request.Search) is { Length: > 0 } search)
        {
            var upper = search.ToUpperInvariant();
            users = users.Where(user => user.NormalizedEmail!.Contains(upper) || user.Name.Contains(search));
        }

        if (request.Role is { Length: > 0 } name)
        {
            var holders = from link in db.Set<IdentityUserRole<Guid>>()
                          join role in db.Set<Role>() on link.RoleId equals role.Id
                          where role.Name == name
                          select link.UserId;
            users = users.Where(user => holders.Contains(user.Id));
        }

        if (request.After is { Length: > 0 } after)
        {
            var behind = after.ToUpperInvariant();
#pragma warning disable CA1309 // The database compares, in the order it sorts by; the other overloads have no translation.
            users = users.Where(user => string.Compare(user.NormalizedEmail, behind) > 0);
#pragma warning restore CA1309
        }

        return users;
    }
}
