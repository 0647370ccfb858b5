using System.Globalization;
using Charity.Platform.Data;
using Charity.Platform.Recipes;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using Charity.Users.Roles;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Recipes;

/// <summary><c>Users</c>: opens accounts with confirmed addresses. An account that exists gets the name, roles and scopes; its password stays.</summary>
internal sealed class UsersStep(CharityDbContext db, UnitOfWork unitOfWork, AccountManager accounts, AccountRoles roles, TimeProvider clock) : IRecipeStepHandler
{
    public string Name => "Users";

    public async Task ExecuteAsync(RecipeStep step, CancellationToken cancellationToken)
    {
        var model = step.Read<Model>();
        var known = await db.Set<Role>().Select(role => role.Name!).ToListAsync(cancellationToken);
        foreach (var user in model.Users)
        {
            if (!EmailAddresses.IsValid(user.Email))
            {
                throw step.Error($"{user.Email} is not an e-mail address");
            }

            if (PasswordRules.Check(user.Password, user.Email) is { } weak)
            {
                throw step.Error($"the password of {user.Email} is refused: {string.Format(CultureInfo.InvariantCulture, weak.Message, weak.Arguments)}");
            }

            if (user.Roles.Except(known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            {
                throw step.Error($"there is no role {unknown} for {user.Email}");
            }
        }

        for (var index = 0; index < model.Users.Count; index++)
        {
            await StoreAsync(step, model.Users[index], cancellationToken);
            step.Progress($"{step.Recipe}: users", index + 1, model.Users.Count);
        }
    }

    private async Task StoreAsync(RecipeStep step, UserModel described, CancellationToken cancellationToken)
    {
        var email = EmailAddresses.Clean(described.Email);
        var existing = await accounts.FindByEmailAsync(email);
        var user = existing ?? User.Open(email, described.Name, described.Culture, clock.GetUtcNow());
        if (existing is null)
        {
            // Hashed before the transaction: it takes a tenth of a second.
            user.PasswordHash = accounts.PasswordHasher.HashPassword(user, described.Password);
        }

        await unitOfWork.ExecuteAsync(
            async token =>
            {
                user.Introduce(described.Name, described.Culture);
                user.EmailConfirmed = true;

                // Updating renews the row's stamp even when nothing changed, and a recipe run again must leave everything as it was.
                var stored = existing is null ? await accounts.CreateAsync(user)
                    : db.Entry(user).State == EntityState.Modified ? await accounts.UpdateAsync(user)
                    : IdentityResult.Success;
                if (!stored.Succeeded)
                {
                    throw step.Error($"{described.Email}: {stored}");
                }

                await roles.SetAsync(user.Id, described.Roles, token);
                await roles.SetScopesAsync(user.Id, described.AreaCodes, described.FundSlugs, token);
                return true;
            },
            cancellationToken);
    }

    private sealed record Model
    {
        public required IReadOnlyList<UserModel> Users { get; init; }
    }

    private sealed record UserModel
    {
        public required string Email { get; init; }
        public required string Name { get; init; }
        public required string Password { get; init; }
        public required IReadOnlyList<string> Roles { get; init; }
        public string Culture { get; init; } = "zh-CN";
        public IReadOnlyList<string> AreaCodes { get; init; } = [];
        public IReadOnlyList<string> FundSlugs { get; init; } = [];
    }
}
