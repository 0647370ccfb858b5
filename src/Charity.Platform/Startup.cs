using Charity.Platform.Audit;
using Charity.Platform.Files;
using Charity.Platform.Jobs;
using Charity.Platform.Mail;
using Charity.Platform.Modules;
using Charity.Platform.Navigation;
using Charity.Platform.Recipes;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Charity.Platform;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        var services = module.Services;
        services.TryAddSingleton<TimeProvider, Data.SiteClock>();
        services.AddScoped<SystemActor>();
        services.AddScoped<ICurrentUser, CurrentUser>();
        services.AddSingleton<PermissionCatalog>();
        services.AddScoped<IPermissionService, PermissionService>();
        services.AddScoped<IWorkflowDoor, WorkflowDoor>();
        services.AddSingleton<SettingsCache>();
        services.AddScoped<ISettingsStore, SettingsStore>();
        services.AddScoped<SiteTime>();
        services.AddScoped<Web.SiteAddress>();
        services.AddScoped<Web.PageTitle>();
        services.AddScoped<IAuditTrail, AuditTrail>();
        services.AddScoped<Alerts.IAlerts, Alerts.AlertDesk>();
        services.AddSingleton<Calendars.IWorkingDays, Calendars.WorkingDays>();
        services.AddSingleton<IRolePermissions, NoRoles>();
        services.AddScoped<StaffMenu>();
        services.AddSingleton<Web.IDemonstration, Web.NoDemonstration>();
        services.AddSingleton<RecipeRunner>();
        services.AddSingleton(typeof(Signal<>));
        services.AddScoped<IMailOutbox, MailOutbox>();
        services.AddSingleton<SendMail>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SendMail>());
        if (string.IsNullOrWhiteSpace(module.Configuration["Smtp:Host"]))
        {
            services.AddSingleton<IMailTransport, FolderTransport>();
        }
        else
        {
            services.AddSingleton<IMailTransport, SmtpTransport>();
        }

        AddAttachments(module);
        services.AddSingleton<SettingsType>(new SettingsType<SiteSettings>());
        services.AddScoped<Verification.SiteVerification>();
        module.AddJob<CleanUp>("Forgets answers and mails that have done their work", CleanUp.Cron);
        module.AddPermissions<Permissions>();
        module.AddRecipeStep<FeatureStep>();
        module.AddRecipeStep<ThemesStep>();
        module.AddRecipeStep<SettingsStep>();
    }

    private static void AddAttachments(ModuleServices module)
    {
        var services = module.Services;
        services.AddSingleton<SettingsType>(new SettingsType<AttachmentSettings>());
        services.AddSingleton<AttachmentFolder>();
        services.AddSingleton<AttachmentCheck>();
        services.AddSingleton<UploadTurns>();
        services.AddSingleton<DiscardAttachments>();
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<DiscardAttachments>());
        services.AddScoped<IAttachments, Attachments>();
        if (module.Configuration[ClamAvAddress.Key] is { Length: > 0 } clamd)
        {
            services.AddSingleton(ClamAvAddress.Parse(clamd));
            services.AddSingleton<IAttachmentScanner, ClamAvScanner>();
        }
        else
        {
            services.AddSingleton<IAttachmentScanner, NoScanner>();
        }

        module.AddJob<CleanAttachments>("Deletes attachments' files that nothing points to", CleanAttachments.Cron);
        module.AddVerification<VerifyAttachments>();
    }
}

/// <summary>Until a module keeps roles, nobody holds any permission.</summary>
internal sealed class NoRoles : IRolePermissions
{
    public ValueTask<IReadOnlySet<string>> OfAsync(IReadOnlyCollection<string> roles, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlySet<string>>(new HashSet<string>());
}
