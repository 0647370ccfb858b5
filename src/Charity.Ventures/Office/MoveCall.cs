using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>Moves a call on, or cancels it.</summary>
/// <param name="Version">The version the officer looked at.</param>
/// <param name="Revision">The edit the officer looked at: nobody announces what they have not seen.</param>
/// <param name="Note">A remark for the history; for a cancelled call the reason, which is published.</param>
[Requires(Permissions.ManageCalls)]
internal sealed record MoveCall(string Slug, string Trigger, int Version, int Revision, string? Note) : ICommand;

internal sealed class MoveCallValidator : AbstractValidator<MoveCall>
{
    public MoveCallValidator()
    {
        RuleFor(move => move.Note).MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
        When(move => move.Trigger == CallProcess.CancelTrigger, () =>
            RuleFor(move => move.Note).Must(note => PlainText.Clean(note).Length > 0).Says("cancel_reason_missing", "Say why the call is cancelled; the reason is published."));
    }
}

internal sealed class MoveCallHandler(CallDesk desk, IWorkflowDoor door) : IRequestHandler<MoveCall, Result>
{
    public async Task<Result> Handle(MoveCall request, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(request.Slug, cancellationToken) is not { } call)
        {
            return CallFailures.Unknown;
        }

        if (call.Revision != request.Revision)
        {
            return CallFailures.ChangedMeanwhile;
        }

        var note = PlainText.Clean(request.Note, keepLines: true);
        return await door.FireAsync(CallProcess.Table, call, request.Trigger, request.Version, note.Length == 0 ? null : note, cancellationToken);
    }
}
