using Charity.Platform.Modules;
using Charity.Users.Contracts;
using Charity.Ventures.Advice;
using Charity.Ventures.Privacy;
using Charity.Ventures.Screening;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Submissions;

/// <summary>The services of submissions, from the first word to the preliminary check.</summary>
internal static class SubmissionServices
{
    public static void AddSubmissions(this ModuleServices module)
    {
        module.Services.AddScoped<SubmissionDesk>();
        module.Services.AddScoped<EligibilityDesk>();
        module.Services.AddScoped<PartPages>();
        module.Services.AddScoped<AnswersReader>();
        module.Services.AddScoped<VersionReader>();
        module.Services.AddScoped<AdviceDesk>();
        module.Services.AddScoped<ScreeningDesk>();
        module.Services.AddScoped<ScreenerCheck>();
        module.Services.AddScoped<ScreeningMoves>();
        module.Services.AddScoped<SubmissionLists>();
        module.Services.AddScoped<IPersonalDataSource, SubmissionData>();
        module.AddOwnership<ISubmissionRequest, OwnSubmissionsOnly>();
        module.AddJob<SubmissionClock>("Ends the time to revise a submission and reminds before it ends", SubmissionClock.Cron);
    }
}
