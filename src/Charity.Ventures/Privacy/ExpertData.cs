using Charity.Platform.Data;
using Charity.Users.Contracts;
using Charity.Ventures.Calls;
using Charity.Ventures.Defences;
using Charity.Ventures.Evaluations;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Privacy;

/// <summary>What a person gave as a juror of defences and as an expert for reports. Marks that were given have decided about public money and stay, without a name.</summary>
internal sealed class ExpertData(CharityDbContext db) : IPersonalDataSource
{
    public string Section => "marks";

    public async Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var days = await (
            from juror in db.Set<DefenceJuror>().AsNoTracking()
            where juror.UserId == person.Id
            join day in db.Set<DefenceDay>() on juror.DayId equals day.Id
            join call in db.Set<Call>() on day.CallId equals call.Id
            orderby day.Id
            select new { Call = call.Slug, juror.Name }).ToListAsync(cancellationToken);
        var scores = await db.Set<DefenceScore>().AsNoTracking().Where(score => score.UserId == person.Id).OrderBy(score => score.SavedUtc)
            .Select(score => new { score.Points, score.Comment, score.HasLeft, score.SavedUtc }).ToListAsync(cancellationToken);
        var reports = await (
            from assessment in db.Set<Assessment>().AsNoTracking()
            where assessment.UserId == person.Id
            join evaluation in db.Set<Evaluation>() on assessment.EvaluationId equals evaluation.Id
            join project in db.Set<Project>() on evaluation.ProjectId equals project.Id
            orderby assessment.Id
            select new { Project = project.Slug, assessment.Name, assessment.Marks, assessment.Comment, assessment.HandedInUtc }).ToListAsync(cancellationToken);
        return days.Count + scores.Count + reports.Count == 0 ? null : new { Defences = days, Scores = scores, Reports = reports };
    }

    public async Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var rows = await db.Set<DefenceJuror>().Where(juror => juror.UserId == person.Id).ExecuteUpdateAsync(row => row.SetProperty(juror => juror.Name, string.Empty), cancellationToken);
        rows += await db.Set<Assessment>().Where(assessment => assessment.UserId == person.Id).ExecuteUpdateAsync(row => row.SetProperty(assessment => assessment.Name, string.Empty), cancellationToken);
        return rows == 0 ? [] : ["Marks you gave as a juror or for reports stay without your name: decisions about public money rest on them."];
    }
}
