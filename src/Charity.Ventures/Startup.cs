using Charity.Platform.Modules;
using Charity.Users.Contracts;
using Charity.Ventures.Advice;
using Charity.Ventures.Calls;
using Charity.Ventures.Privacy;
using Charity.Ventures.Projects;
using Charity.Ventures.Recipes;
using Charity.Ventures.Screening;
using Charity.Ventures.Submissions;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        module.Services.AddScoped<CallDesk>();
        module.Services.AddScoped<SubmissionDesk>();
        module.Services.AddScoped<EligibilityDesk>();
        module.Services.AddScoped<PartPages>();
        module.Services.AddScoped<AnswersReader>();
        module.Services.AddScoped<VersionReader>();
        module.Services.AddScoped<AdviceDesk>();
        module.Services.AddScoped<ScreeningDesk>();
        module.Services.AddScoped<ScreeningMoves>();
        module.Services.AddScoped<SubmissionLists>();
        module.AddJob<SubmissionClock>("Ends the time to revise a submission and reminds before it ends", SubmissionClock.Cron);
        module.AddOwnership<ISubmissionRequest, OwnSubmissionsOnly>();
        module.Services.AddScoped<IPersonalDataSource, QuestionData>();
        module.AddJob<CallClock>("Opens and closes calls for submissions on their days", CallClock.Cron);
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
        module.AddRecipeStep<CallsStep>();
        module.AddProjects();
    }
}
