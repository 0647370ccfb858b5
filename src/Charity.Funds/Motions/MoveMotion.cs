using Charity.Funds.Manage;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Funds.Motions;

/// <summary>Publishes a draft to be voted on, or withdraws a motion. How a vote went is <see cref="RecordVote"/>.</summary>
/// <param name="Version">The version the keeper looked at.</param>
/// <param name="Note">Why it is withdrawn; published with the motion.</param>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record MoveMotion(string Slug, Guid Id, string Trigger, int Version, string? Note) : ICommand, IFundRequest
{
    public const int NoteLength = 500;
}

internal sealed class MoveMotionValidator : AbstractValidator<MoveMotion>
{
    public MoveMotionValidator()
    {
        RuleFor(move => move.Trigger).Must(trigger => trigger is MotionProcess.Publish or MotionProcess.Withdraw).Says("motion_move_unknown", "This is done by recording the vote.");
        RuleFor(move => move.Note).MaximumLength(MoveMotion.NoteLength).Says("text_too_long", "Please use at most {0} characters.", MoveMotion.NoteLength);
    }
}

internal sealed class MoveMotionHandler(MotionDesk desk, IWorkflowDoor door, SiteTime time, TimeProvider clock) : IRequestHandler<MoveMotion, Result>
{
    public async Task<Result> Handle(MoveMotion request, CancellationToken cancellationToken)
    {
        var taken = await desk.TakeAsync(request.Slug, request.Id, cancellationToken);
        if (taken.Failure is { } unknown)
        {
            return unknown;
        }

        var motion = taken.Value;
        var note = PlainText.Clean(request.Note, keepLines: true);
        if (request.Trigger == MotionProcess.Withdraw && motion.IsPublic && note.Length == 0)
        {
            return Failure.Field(nameof(request.Note), "withdraw_reason_missing", "Please say why it is withdrawn; everybody can read it.");
        }

        var fired = await door.FireAsync(MotionProcess.Table, motion, request.Trigger, request.Version, note.Length == 0 ? null : note, cancellationToken);
        if (!fired.Succeeded)
        {
            return fired;
        }

        if (motion.State == MotionProcess.Withdrawn)
        {
            motion.Withdrawn(note.Length == 0 ? null : note);
        }
        else
        {
            var year = time.Today.Year;
            motion.Published(year, await desk.NextNumberAsync(motion.FundId, year, cancellationToken), clock.GetUtcNow().UtcDateTime);
        }

        return fired;
    }
}
