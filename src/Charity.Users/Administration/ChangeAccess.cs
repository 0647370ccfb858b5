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
/// <param name="AreaCodes">Codes separated by spaces, commas or lines.</param>
/// <param name="FundSlugs">Slugs separated by spaces, commas or lines.</param>
[Requires(Permissions.ManageUsers)]
internal sealed record ChangeAccess(Guid Id, string? Version, string[]? Roles, string? AreaCodes, string? FundSlugs) : ICommand;

internal sealed partial class ChangeAccessValidator : AbstractValidator<ChangeAccess>
{
    public ChangeAccessValidator()
    {
        RuleFor(request => request.AreaCodes).Must(AreCodes).Says("invalid_codes", "Codes are made of small letters, digits and hyphens, with spaces in between.");
        RuleFor(request => request.FundSlugs).Must(AreCodes).Says("invalid_codes", "Codes are made of small letters, digits and hyphens, with spaces in between.");
    }

    public static string[] Split(string? typed) =>
        (typed ?? string.Empty).Split([' ', ',', '，', '、', ';', '\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool AreCodes(string? typed) => Split(typed).All(code => Code().IsMatch(code));

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
        await roles.SetScopesAsync(user.Id, ChangeAccessValidator.Split(request.AreaCodes), ChangeAccessValidator.Split(request.FundSlugs), cancellationToken);

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
