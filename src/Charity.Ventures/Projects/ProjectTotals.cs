using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>What has come of several projects together.</summary>
/// <param name="AwardedMinor">In yuan; a project in another currency is not in it.</param>
internal sealed record ProjectTotals(int Projects, long AwardedMinor, int Activities, int People, int SocialWorkers, int Volunteers, int VolunteerMinutes)
{
    public static ProjectTotals None { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>Adds up one row per project, of which a district has some tens a year; what grows, the activities, is summed up there already.</summary>
    public static async Task<ProjectTotals> OfAsync(IQueryable<Project> projects, CancellationToken cancellationToken) =>
        await projects.GroupBy(_ => 1)
            .Select(all => new ProjectTotals(
                all.Count(), all.Sum(project => project.Currency == Money.Yuan ? project.AwardedMinor : 0), all.Sum(project => project.Figures.Activities), all.Sum(project => project.Figures.People),
                all.Sum(project => project.Figures.SocialWorkers), all.Sum(project => project.Figures.Volunteers), all.Sum(project => project.Figures.VolunteerMinutes)))
            .SingleOrDefaultAsync(cancellationToken) ?? None;
}
