using Charity.Platform.Commands;
using Charity.Platform.Modules;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using Charity.Users.Api;
using Charity.Users.Contracts;
using Charity.Users.Privacy;
using Charity.Users.Recipes;
using Charity.Users.Roles;
using Charity.Users.SecondFactor;
using Charity.Users.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Users;

internal sealed class Startup : StartupBase
{
    public const int LockoutMinutes = 10;
    public const int LinkHours = 3;

    public override void ConfigureServices(ModuleServices module)
    {
        var services = module.Services;
        AddIdentity(services);
        services.AddAccountSessions(module.Configuration);
        services.AddMemoryCache();
        services.AddSingleton<LiveAccounts>();
        services.AddScoped<IClaimsTransformation, LiveClaims>();
        services.AddSingleton<RolePermissions>();
        services.AddSingleton<IRolePermissions>(provider => provider.GetRequiredService<RolePermissions>());
        services.AddScoped<IUserDirectory, UserDirectory>();
        services.AddScoped<IUserScopes, ScopeDirectory>();
        services.AddScoped<IScopeCodes, ScopeDirectory>();
        services.AddScoped<AccountMails>();
        services.AddScoped<AccountRoles>();
        services.AddScoped(typeof(IAuthorize<>), typeof(PasswordProof<>));
        services.AddSingleton<IEmailSender<User>, IdentityMailSender>();
        services.AddScoped<IPersonalDataSource, AccountData>();
        services.AddScoped<DataSummary>();
        services.AddScoped<ISetupStep, FirstAdministrator>();
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddRecipeStep<RolesStep>();
        module.AddRecipeStep<UsersStep>();
    }

    public override void ConfigureEndpoints(IEndpointRouteBuilder endpoints) => endpoints.MapIdentityApi();

    private static void AddIdentity(IServiceCollection services)
    {
        services.AddScoped<IPasswordValidator<User>, PasswordRulesForIdentity>();
        services.AddIdentityCore<User>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.User.AllowedUserNameCharacters = string.Empty; // e-mail addresses, checked as such
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(LockoutMinutes);
            })
            .AddRoles<Role>()
            .AddUserStore<AccountStore>()
            .AddRoleStore<RoleStore<Role, Platform.Data.CharityDbContext, Guid>>()
            .AddUserManager<AccountManager>()
            .AddSignInManager<AccountSignIn>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddTokenProvider<DataProtectorTokenProvider<User>>(TokenOptions.DefaultProvider)
            .AddTokenProvider<AuthenticatorCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<DataProtectionTokenProviderOptions>(options => options.TokenLifespan = TimeSpan.FromHours(LinkHours));
    }
}
