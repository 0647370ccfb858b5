using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>The organisation calls an activity off, or opens one again to correct it.</summary>
[SignedIn]
internal sealed record MoveActivity(string Slug, Guid Id, string? Trigger, int Version) : ICommand, IEditorsProjectRequest;

internal sealed class MoveActivityValidator : AbstractValidator<MoveActivity>
{
    public MoveActivityValidator() => RuleFor(move => move.Trigger).Must(trigger => trigger is ActivityProcess.Cancel or ActivityProcess.Reopen)
        .Says("trigger_unknown", "Please use one of the buttons.");
}

internal sealed class MoveActivityHandler(ActivityDesk desk) : IRequestHandler<MoveActivity, Result>
{
    public async Task<Result> Handle(MoveActivity request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, request.Id, cancellationToken);
        return taken.Failure is { } unknown ? unknown
            : await desk.MoveAsync(taken.Value.Project, taken.Value.Activity, request.Trigger!, request.Version, note: null, () => { }, cancellationToken);
    }
}
