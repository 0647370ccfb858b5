using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Needs;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Wishes;

/// <summary>Sends a wish to be checked, publishes or returns it, discards a draft, or closes it.</summary>
/// <param name="Version">The version that was looked at.</param>
/// <param name="Note">What has to be put right, or why it is closed; the latter is published.</param>
[Requires(Permissions.ViewNeeds)]
internal sealed record MoveWish(Guid Id, string Trigger, int Version, string? Note) : ICommand, IWishRequest
{
    public const int NoteLength = 500;
}

internal sealed class MoveWishValidator : AbstractValidator<MoveWish>
{
    private static readonly string[] Triggers = [WishProcess.Submit, WishProcess.TakeBack, WishProcess.Return, WishProcess.Publish, WishProcess.Discard, WishProcess.Close];

    public MoveWishValidator()
    {
        // The other triggers belong to commands that bring what they need.
        RuleFor(move => move.Trigger).Must(Triggers.Contains).Says("not_here", "This cannot be done here.");
        RuleFor(move => move.Note).MaximumLength(MoveWish.NoteLength).Says("text_too_long", "Please use at most {0} characters.", MoveWish.NoteLength);
        When(move => move.Trigger == WishProcess.Return, () => Needed("return_reason_missing", "Say what has to be put right."));
        When(move => move.Trigger == WishProcess.Close, () =>
        {
            Needed("close_reason_missing", "Say why it is closed; the reason is published.");
            this.NamesNoNumbers(move => move.Note);
        });
    }

    private void Needed(string code, string message) => RuleFor(move => move.Note).Must(note => PlainText.Clean(note).Length > 0).Says(code, message);
}

internal sealed class MoveWishHandler(WishDesk desk, IWorkflowDoor door, AreaCare care, IAreas areas, IAlerts alerts, WishMails mails, TimeProvider clock) : IRequestHandler<MoveWish, Result>
{
    public async Task<Result> Handle(MoveWish request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Id, cancellationToken) is not { } wish)
        {
            return WishFailures.Unknown;
        }

        var note = PlainText.Clean(request.Note, keepLines: true);
        var fired = await door.FireAsync(WishProcess.Table, wish, request.Trigger, request.Version, note.Length == 0 ? null : note, cancellationToken);
        if (fired.Succeeded)
        {
            await FollowAsync(wish, request.Trigger, note, cancellationToken);
        }

        return fired;
    }

    private async Task FollowAsync(Wish wish, string trigger, string note, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        switch (trigger)
        {
            case WishProcess.Submit:
                wish.Submitted();
                await alerts.RaiseAsync(
                    wish.AlertKey,
                    Permissions.CheckWishes,
                    $"/manage/wishes?state={WishProcess.Submitted}",
                    "Wishes of {0} wait to be checked.",
                    [(await areas.FindAsync(wish.AreaCode, cancellationToken))?.Name.Zh ?? wish.AreaCode],
                    new AlertScope(await care.KeepersAsync(wish.AreaCode, cancellationToken), Permissions.CheckNeeds),
                    cancellationToken);
                return;
            case WishProcess.Return:
                wish.Returned(note);
                await mails.ReturnedAsync(wish, note, cancellationToken);
                break;
            case WishProcess.Publish:
                wish.Published(await desk.NextSlugAsync(wish, cancellationToken), now);
                break;
            case WishProcess.Close:
                wish.Closed(note);
                if (wish.OpenClaim is { } claim)
                {
                    claim.End(ClaimOutcome.Closed, now);
                    await mails.ClosedAsync(wish, claim, note, cancellationToken);
                }

                return;
        }

        await desk.SettleAlertAsync(wish, cancellationToken);
    }
}
