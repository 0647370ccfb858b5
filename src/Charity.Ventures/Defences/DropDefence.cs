using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Defences;

/// <summary>Takes back a day whose timetable nobody relies on yet.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record DropDefence(string Slug, Guid DayId, int Version) : ICommand;

internal sealed class DropDefenceHandler(CharityDbContext db, DefenceDesk desk) : IRequestHandler<DropDefence, Result>
{
    public async Task<Result> Handle(DropDefence request, CancellationToken cancellationToken)
    {
        var found = await desk.CallAsync(request.Slug, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        if (await desk.DayAsync(found.Value.Id, request.DayId, cancellationToken) is not { } day)
        {
            return DefenceFailures.UnknownDay;
        }

        if (day.Version != request.Version || day.IsPublished)
        {
            return CallFailures.ChangedMeanwhile;
        }

        db.Remove(day);
        return Result.Ok;
    }
}
