using Charity.Platform.Modules;
using Charity.Platform.Recipes;
using Charity.Platform.Requests;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Charity.Ventures.Needs;
using Charity.Ventures.Privacy;
using Charity.Ventures.Recipes;
using Charity.Ventures.Submissions;
using Charity.Ventures.Wishes;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        module.Services.AddScoped<CallDesk>();
        module.Services.AddScoped<SubmissionDesk>();
        module.Services.AddScoped<IPersonalDataSource, QuestionData>();
        module.AddJob<CallClock>("Opens and closes calls for submissions on their days", CallClock.Cron);
        AddNeedsAndWishes(module);
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddRecipeStep<CallsStep>();
    }

    private static void AddNeedsAndWishes(ModuleServices module)
    {
        module.Services.AddScoped<AreaCare>();
        module.Services.AddScoped<PersonMails>();
        module.Services.AddScoped<NeedDesk>();
        module.Services.AddScoped<DeskNeedRows>();
        module.Services.AddScoped<DeskWishRows>();
        module.Services.AddScoped<WishDesk>();
        module.Services.AddScoped<WishMails>();
        module.Services.AddScoped<IPersonalDataSource, WishClaimData>();
        module.Services.AddSingleton<SettingsType>(new SettingsType<NeedSettings>());
        module.Services.AddSingleton<SettingsType>(new SettingsType<WishSettings>());
        module.AddJob<WishClock>("Opens wishes again that were taken on and not brought in time", WishClock.Cron);
        module.AddRecipeStep<NeedsStep>();
        module.AddRecipeStep<WishesStep>();
        CheckEvery(module.Services, typeof(INeedRequest), typeof(OwnNeedsOnly));
        CheckEvery(module.Services, typeof(IWishRequest), typeof(OwnWishesOnly));
    }

    /// <summary>The container asks for the check of the very request it is given, so each gets it by name.</summary>
    private static void CheckEvery(IServiceCollection services, Type kind, Type check)
    {
        foreach (var request in kind.Assembly.GetTypes().Where(type => type is { IsInterface: false } && type.IsAssignableTo(kind)))
        {
            services.AddScoped(typeof(IAuthorize<>).MakeGenericType(request), check);
        }
    }
}
