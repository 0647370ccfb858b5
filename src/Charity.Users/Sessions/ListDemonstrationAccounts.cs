using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using Charity.Users.Roles;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace Charity.Users.Sessions;

/// <summary>The accounts of the demonstration, for the sign-in page: only in Development, and only where that recipe was run.</summary>
[Anybody]
internal sealed record ListDemonstrationAccounts : IQuery<IReadOnlyList<DemonstrationAccount>>;

internal sealed record DemonstrationAccount(string Email, string Name, IReadOnlyList<LocalizedText> Roles);

internal sealed class ListDemonstrationAccountsHandler(CharityDbContext db, ISettingsStore settings, IHostEnvironment environment)
    : IRequestHandler<ListDemonstrationAccounts, Result<IReadOnlyList<DemonstrationAccount>>>
{
    public async Task<Result<IReadOnlyList<DemonstrationAccount>>> Handle(ListDemonstrationAccounts request, CancellationToken cancellationToken)
    {
        if (!environment.IsDevelopment() || (await settings.GetAsync<SetupState>(cancellationToken)).Recipe != "demo")
        {
            return Result<IReadOnlyList<DemonstrationAccount>>.Ok([]);
        }

        var rows = await (from user in db.Set<User>()
                          join link in db.Set<IdentityUserRole<Guid>>() on user.Id equals link.UserId
                          join role in db.Set<Role>() on link.RoleId equals role.Id
                          where user.Email!.EndsWith("@demo.example")
                          orderby user.Id
                          select new { user.Email, user.Name, role.DisplayName }).ToListAsync(cancellationToken);
        return Result<IReadOnlyList<DemonstrationAccount>>.Ok(
            [.. rows.GroupBy(row => (row.Email, row.Name), row => row.DisplayName).Select(account => new DemonstrationAccount(account.Key.Email!, account.Key.Name, [.. account]))]);
    }
}
