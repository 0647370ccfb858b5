using Charity.Contents.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Modules;
using Charity.Platform.Navigation;
using Charity.Platform.Recipes;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Needs;
using Charity.Ventures.Office;
using Charity.Ventures.PastYears;
using Charity.Ventures.Privacy;
using Charity.Ventures.Projects;
using Charity.Ventures.Recipes;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Reviews;
using Charity.Ventures.Search;
using Charity.Ventures.Submissions;
using Charity.Ventures.Wishes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        module.Services.AddScoped<CallDesk>();
        module.Services.AddScoped<LateWork>();
        module.Services.AddScoped<CallResultsReader>();
        module.Services.AddScoped<PastYearWriter>();
        module.Services.AddScoped<YearDesk>();
        module.AddSubmissions();
        module.Services.AddScoped<IPersonalDataSource, QuestionData>();
        module.Services.AddScoped<IPersonalDataSource, SignatureData>();
        module.Services.AddScoped<IPersonalDataSource, ExpertData>();
        module.AddJob<CallClock>("Opens and closes calls for submissions on their days", CallClock.Cron);
        module.Services.AddScoped<ISearchSource, VenturesInSearch>();
        module.Services.AddScoped<ISitemapSource, VenturesInSearch>();
        AddNeedsAndWishes(module);
        AddReviews(module);
        module.AddDecisions();
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddRecipeStep<CallsStep>();
        module.Services.AddScoped<ReviewedCall>();
        module.Services.AddScoped<DecidedCall>();
        module.Services.AddScoped<PublishedCall>();
        module.Services.AddScoped<RunningProjects>();
        module.Services.AddScoped<EarlierDays>();
        module.AddRecipeStep<SubmissionsStep>();
        module.AddProjects();
    }

    public override void ConfigureEndpoints(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapCallsApi();
        endpoints.MapProjectsApi();
        endpoints.MapNeedsApi();
    }

    private static void AddNeedsAndWishes(ModuleServices module)
    {
        module.Services.AddScoped<AreaCare>();
        module.Services.AddScoped<IOwnPlaces, ReviewersPlace>();
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
        module.AddOwnership<INeedRequest, OwnNeedsOnly>();
        module.AddOwnership<IWishRequest, OwnWishesOnly>();
    }

    private static void AddReviews(ModuleServices module)
    {
        module.Services.AddScoped<ReviewerDesk>();
        module.Services.AddScoped<ConflictDesk>();
        module.Services.AddScoped<IInterests, DeclaredInterests>();
        module.Services.AddScoped<ReviewDesk>();
        module.Services.AddScoped<AssignmentDesk>();
        module.Services.AddScoped<ReadingDesk>();
        module.Services.AddScoped<MirrorDesk>();
        module.Services.AddScoped<ReviewMails>();
        module.AddOwnership<ICallReviewsRequest, ApplicantsKeepOut>();
        module.Services.AddScoped<IPersonalDataSource, ReviewerData>();
        module.Services.AddSingleton<SettingsType>(new SettingsType<ReviewSettings>());
        module.AddJob<WatchConflicts>("Looks for conflicts of interest that dossiers have brought up", WatchConflicts.Cron);
        module.AddRecipeStep<ReviewersStep>();
    }
}
