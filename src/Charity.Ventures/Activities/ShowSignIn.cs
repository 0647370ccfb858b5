using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Activities;

/// <summary>The page behind the code at the door.</summary>
[Anybody]
internal sealed record ShowSignIn(string Key) : IQuery<SignInPage>;

/// <param name="IsOpen">Whether signing in is possible now.</param>
internal sealed record SignInPage(string Key, string Title, string Place, LocalizedText Project, DateTime StartsUtc, DateTime EndsUtc, bool IsOpen);

internal sealed class ShowSignInHandler(CharityDbContext db, TimeProvider clock) : IRequestHandler<ShowSignIn, Result<SignInPage>>
{
    public async Task<Result<SignInPage>> Handle(ShowSignIn request, CancellationToken cancellationToken)
    {
        if (await db.Set<Activity>().AsNoTracking().SingleOrDefaultAsync(activity => activity.SignInKey == request.Key, cancellationToken) is not { } activity)
        {
            return ActivityFailures.Unknown;
        }

        var project = await db.Set<Project>().Where(project => project.Id == activity.ProjectId).Select(project => project.Title).SingleAsync(cancellationToken);
        return new SignInPage(request.Key, activity.Title, activity.Place, project, activity.StartsUtc, activity.EndsUtc, activity.TakesSignIns(clock.GetUtcNow().UtcDateTime));
    }
}
