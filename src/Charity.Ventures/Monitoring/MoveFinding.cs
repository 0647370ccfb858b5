using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Monitoring;

/// <summary>The bureau says whether a finding is mended.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record MoveFinding(string Slug, Guid Id, string? Trigger, int Version) : ICommand;

internal sealed class MoveFindingValidator : AbstractValidator<MoveFinding>
{
    public MoveFindingValidator() => RuleFor(move => move.Trigger).Must(trigger => trigger is FindingProcess.Close or FindingProcess.Return).Says("trigger_unknown", "Please use one of the buttons.");
}

internal sealed class MoveFindingHandler(FindingDesk desk) : IRequestHandler<MoveFinding, Result>
{
    public Task<Result> Handle(MoveFinding request, CancellationToken cancellationToken) => desk.MoveAsync(request.Slug, request.Id, request.Trigger!, request.Version, null, cancellationToken);
}

/// <summary>Moves findings and settles what they hold.</summary>
internal sealed class FindingDesk(CharityDbContext db, ProjectDesk projects, IWorkflowDoor door)
{
    public async Task<Result> MoveAsync(string slug, Guid id, string trigger, int version, string? answer, CancellationToken cancellationToken)
    {
        var taken = await projects.TakeAsync(slug, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        if (await db.Set<Finding>().SingleOrDefaultAsync(finding => finding.Id == id && finding.ProjectId == taken.Value.Id, cancellationToken) is not { } finding)
        {
            return Failure.NotFound("finding_unknown", "There is no such finding.");
        }

        if ((await door.FireAsync(FindingProcess.Table, finding, trigger, version, note: null, cancellationToken)).Failure is { } refusal)
        {
            return refusal;
        }

        if (answer is not null)
        {
            finding.Reply(answer);
        }

        await projects.SettleAsync(taken.Value, cancellationToken);
        return Result.Ok;
    }
}
