using Charity.Contents.Contracts;
using Charity.Platform.Modules;
using Charity.Platform.Recipes;
using Charity.Ventures.Defences;
using Charity.Ventures.Notices;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Decisions;

/// <summary>The services of decisions, defences, notices and objections.</summary>
internal static class DecisionServices
{
    public static void AddDecisions(this ModuleServices module)
    {
        module.Services.AddScoped<SelectionDesk>();
        module.Services.AddScoped<StageTimes>();
        module.Services.AddScoped<DeciderCheck>();
        module.Services.AddScoped<DecisionAct>();
        module.Services.AddScoped<LetterDesk>();
        module.Services.AddScoped<IScores, ReviewScores>();
        module.Services.AddSingleton<SettingsType>(new SettingsType<DecisionLetters>());
        module.Services.AddSingleton<SettingsType>(new SettingsType<ObjectionSettings>());
        module.Services.AddScoped<DefenceMarks>();
        module.Services.AddScoped<DefenceDesk>();
        module.Services.AddScoped<HeldMoney>();
        module.Services.AddScoped<NoticePublisher>();
        module.Services.AddScoped<ObjectionHandlerCheck>();
        module.Services.AddScoped<AwardDesk>();
        module.Services.AddScoped<INoticeSource, NoticesInList>();
        module.AddJob<CallProgress>("Moves calls on by what has become of their submissions", CallProgress.Cron);
        module.AddJob<ReleaseClock>("Ends public notices and awards what nobody objects to", ReleaseClock.Cron);
    }
}
