using System.Text.RegularExpressions;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using Charity.Users.Privacy;
using Charity.Users.Roles;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Administration;

/// <summary>Decides what somebody may do and what they look after. Nobody gives or takes what they may not do themselves.</summary>
/// <param name="AreaCodes">The areas chosen, everything below them included.</param>
/// <param name="FundSlugs">The funds chosen.</param>
[Requires(Permissions.ManageUsers)]
internal sealed record ChangeAccess(Guid Id, string? Version, string[]? Roles, string[]? AreaCodes, string[]? FundSlugs) : ICommand;

internal sealed partial class ChangeAccessValidator : AbstractValidator<ChangeAccess>
{
    public ChangeAccessValidator()
    {
        RuleFor(request => request.AreaCodes).Must(AreCodes).Says("invalid_codes", "Choose from the list.");
        RuleFor(request => request.FundSlugs).Must(AreCodes).Says("invalid_codes", "Choose from the list.");
    }

    // What an area or a fund can be called; one that is gone in the meantime gives nobody anything.
    private static bool AreCodes(string[]? chosen) => (chosen ?? []).All(code => Code().IsMatch(code ?? string.Empty));

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,99}$", RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}

internal sealed class ChangeAccessHandler(CharityDbContext db, AccountManager accounts, AccountRoles roles, IPermissionService permissions, ICurrentUser current)
    : IRequestHandler<ChangeAccess, Result>
{
    public async Task<Result> Handle(ChangeAccess request, CancellationToken cancellationToken)
    {
        if (await accounts.FindByIdAsync(request.Id.ToString()) is not { } user)
        {
            return UserFailures.NotFound;
        }

        var wanted = (request.Roles ?? []).Where(role => !string.IsNullOrEmpty(role)).Distinct(StringComparer.Ordinal).ToList();
        if (await RefusalAsync(request, user, wanted, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        await roles.SetAsync(user.Id, wanted, cancellationToken);
        await roles.SetScopesAsync(user.Id, request.AreaCodes ?? [], request.FundSlugs ?? [], cancellationToken);

        // The account itself did not change, but its version does: two forms opened side by side must not both be saved.
        return (await accounts.UpdateAsync(user)).Reason() is { } reason ? reason : Result.Ok;
    }

    private async Task<Failure?> RefusalAsync(ChangeAccess request, User user, List<string> wanted, CancellationToken cancellationToken)
    {
        if (user.Id == current.Id)
        {
            return UserFailures.Own;
        }

        if (user.ErasedUtc is not null)
        {
            return UserFailures.Erased;
        }

        if (user.ConcurrencyStamp != request.Version)
        {
            return UserFailures.ChangedMeanwhile;
        }

        var held = await roles.OfAsync(user.Id, cancellationToken);
        if (held.Contains(Role.Administrator) && !wanted.Contains(Role.Administrator) && await roles.IsLastAdministratorAsync(user.Id, cancellationToken))
        {
            return AdministratorFailures.LastOne;
        }

        return await MayNotGiveOrTakeAsync([.. held.Except(wanted), .. wanted.Except(held)], cancellationToken);
    }

    private async Task<Failure?> MayNotGiveOrTakeAsync(List<string> changed, CancellationToken cancellationToken)
    {
        if (await db.Set<Role>().CountAsync(role => changed.Contains(role.Name!), cancellationToken) != changed.Count)
        {
            return Failure.Invalid("unknown_role", "There is no such role.");
        }

        var given = await (from role in db.Set<Role>()
                           join permission in db.Set<RolePermission>() on role.Id equals permission.RoleId
                           where changed.Contains(role.Name!)
                           select permission.Permission).Distinct().ToListAsync(cancellationToken);
        foreach (var permission in given)
        {
            if (!await permissions.HasAsync(permission, cancellationToken))
            {
                return Failure.Forbidden("more_than_own", "You may give and take only roles that allow nothing beyond what you may do yourself.");
            }
        }

        return null;
    }
}
