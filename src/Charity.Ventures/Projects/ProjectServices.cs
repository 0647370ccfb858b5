using Charity.Platform.Modules;
using Charity.Ventures.Activities;
using Charity.Ventures.Agreements;
using Charity.Ventures.Changes;
using Charity.Ventures.Contracts;
using Charity.Ventures.Duties;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Monitoring;
using Charity.Ventures.Recipes;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Projects;

/// <summary>The services of running projects.</summary>
internal static class ProjectServices
{
    public static void AddProjects(this ModuleServices module)
    {
        module.Services.AddScoped<ProjectDesk>();
        module.Services.AddScoped<ProjectFactsReader>();
        module.Services.AddScoped<IInstalmentPayments, NoPayments>();
        module.Services.AddScoped<IProjectMoney, ProjectMoney>();
        module.Services.AddScoped<IProjectTracking, ProjectTracking>();
        module.Services.AddScoped<IProjectDuties, ProjectDuties>();
        module.Services.AddScoped<ProjectReader>();
        module.Services.AddScoped<ProjectReaders>();
        module.Services.AddScoped<ProjectMails>();
        module.Services.AddScoped<ActivityDesk>();
        module.Services.AddScoped<ActivityReader>();
        module.Services.AddScoped<CertificateReader>();
        module.Services.AddScoped<ProjectFiles>();
        module.Services.AddScoped<EvaluationDesk>();
        module.Services.AddScoped<ReportReader>();
        module.Services.AddScoped<ReportFiles>();
        module.Services.AddScoped<AssessmentReader>();
        module.Services.AddScoped<FindingDesk>();
        module.Services.AddScoped<VisitReader>();
        module.Services.AddScoped<VisitFiles>();
        module.Services.AddScoped<ChangeReader>();
        module.Services.AddScoped<ChangeApplying>();
        module.Services.AddScoped<AwardReleasing>();
        module.Services.AddScoped<DutyCheck>();
        module.Services.AddScoped<AgreementDesk>();
        module.Services.AddScoped<AgreementWriter>();
        module.Services.AddScoped<AwardedBudgets>();
        module.AddVerification<AwardsEqualEntries>();
        module.AddOwnership<IOwnProjectRequest, OwnProjectsOnly>();
        module.AddRecipeStep<ProjectsStep>();
        module.AddJob<ProjectClock>("Begins projects on their first day and asks for evaluations on theirs", ProjectClock.Cron);
    }
}
