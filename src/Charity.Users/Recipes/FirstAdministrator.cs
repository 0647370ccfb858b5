using Charity.Platform.Commands;
using Charity.Platform.Data;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using Charity.Users.Roles;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Recipes;

/// <summary>A site is never set up without somebody who can administer it: <c>Setup:AdminEmail</c> and <c>Setup:AdminPassword</c>.</summary>
internal sealed class FirstAdministrator(CharityDbContext db, UnitOfWork unitOfWork, AccountManager accounts, AccountRoles roles, TimeProvider clock) : ISetupStep
{
    public async Task RunAsync(IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        if (!parameters.TryGetValue("AdminEmail", out var email))
        {
            if (!await roles.AnyAdministratorAsync(cancellationToken))
            {
                throw new SettingsException("Setup:AdminEmail must name the e-mail address of the first administrator, because the site has none yet.");
            }

            return;
        }

        if (!EmailAddresses.IsValid(email))
        {
            throw new SettingsException($"Setup:AdminEmail is \"{email}\", which is not an e-mail address.");
        }

        await unitOfWork.ExecuteAsync(
            async token =>
            {
                var user = await accounts.FindByEmailAsync(email) ?? await OpenAsync(email, parameters);
                if (!await db.Set<Role>().AnyAsync(role => role.Name == Role.Administrator, token))
                {
                    throw new SettingsException($"Setup:Recipe names a recipe without the role {Role.Administrator}, so nobody could administer the site.");
                }

                await roles.SetAsync(user.Id, [.. (await roles.OfAsync(user.Id, token)).Union([Role.Administrator])], token);
                return true;
            },
            cancellationToken);
    }

    private async Task<User> OpenAsync(string email, IReadOnlyDictionary<string, string> parameters)
    {
        var password = parameters.GetValueOrDefault("AdminPassword")
            ?? throw new SettingsException("Setup:AdminPassword must hold the password of the first administrator named by Setup:AdminEmail.");
        var user = User.Open(EmailAddresses.Clean(email), null, "zh-CN", clock.GetUtcNow());
        user.EmailConfirmed = true;
        var created = await accounts.CreateAsync(user, password);
        return created.Succeeded
            ? user
            : throw new SettingsException($"Setup:AdminPassword is refused: {created.Errors.First().Description}");
    }
}
