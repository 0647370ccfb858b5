using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Activities;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Satisfaction;

/// <summary>The five questions behind the code.</summary>
[Anybody]
internal sealed record ShowSurvey(string Key) : IQuery<SurveyPage>;

internal sealed record SurveyPage(string Key, string Title, LocalizedText Project, bool IsOpen);

internal sealed class ShowSurveyHandler(CharityDbContext db, TimeProvider clock) : IRequestHandler<ShowSurvey, Result<SurveyPage>>
{
    public async Task<Result<SurveyPage>> Handle(ShowSurvey request, CancellationToken cancellationToken)
    {
        if (await db.Set<Activity>().AsNoTracking().SingleOrDefaultAsync(activity => activity.SignInKey == request.Key, cancellationToken) is not { } activity)
        {
            return ActivityFailures.Unknown;
        }

        var project = await db.Set<Project>().Where(project => project.Id == activity.ProjectId).Select(project => project.Title).SingleAsync(cancellationToken);
        return new SurveyPage(request.Key, activity.Title, project, AnswerSurveyHandler.IsOpen(activity, clock.GetUtcNow().UtcDateTime));
    }
}
