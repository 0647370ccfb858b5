using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Decisions;

/// <summary>Signs the minutes of exactly this hash; with the second signature, by somebody else, they are signed.</summary>
[Requires(Permissions.SignMinutes)]
internal sealed record SignMinutes(string Slug, SelectionRound Round, string Sha256) : ICommand;

internal sealed class SignMinutesHandler(SelectionDesk desk, IWorkflowDoor door, ICurrentUser user, TimeProvider clock) : IRequestHandler<SignMinutes, Result>
{
    public async Task<Result> Handle(SignMinutes request, CancellationToken cancellationToken)
    {
        if (user.Id is not { } id)
        {
            return Failure.Forbidden("only_people_sign", "Only a person signs.");
        }

        var opened = await desk.TakeAsync(request.Slug, request.Round, cancellationToken);
        if (opened.Failure is { } failure)
        {
            return failure;
        }

        if (opened.Value.Selection is not { State: SelectionProcess.Minuted } selection || selection.MinutesSha256 != request.Sha256)
        {
            return CallFailures.ChangedMeanwhile;
        }

        if (selection.ValidSignatures.Any(signature => signature.UserId == id))
        {
            return Failure.Conflict("signed_already", "You have signed these minutes already. Somebody else signs second.");
        }

        selection.Sign(id, user.Name, clock.GetUtcNow());
        return selection.ValidSignatures.Count() < SelectionRules.Signatures
            ? Result.Ok
            : await door.FireAsync(SelectionProcess.Table, selection, SelectionProcess.Sign, selection.Version, note: null, cancellationToken);
    }
}
