using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Platform.Web;
using Charity.Platform.Workflow;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Needs;

/// <summary>Sends a need to the office, publishes or returns it, or ends it.</summary>
/// <param name="Version">The version that was looked at.</param>
/// <param name="Note">What has to be put right, how it was met, or why it is closed; the last two are published.</param>
[Requires(Permissions.ViewNeeds)]
internal sealed record MoveNeed(Guid Id, string Trigger, int Version, string? Note) : ICommand, INeedRequest
{
    public const int NoteLength = 500;
}

internal sealed class MoveNeedValidator : AbstractValidator<MoveNeed>
{
    public MoveNeedValidator()
    {
        RuleFor(move => move.Note).MaximumLength(MoveNeed.NoteLength).Says("text_too_long", "Please use at most {0} characters.", MoveNeed.NoteLength);
        When(move => move.Trigger == NeedProcess.Return, () => Needed("return_reason_missing", "Say what has to be put right."));
        When(move => move.Trigger == NeedProcess.Meet, () => Needed("outcome_missing", "Say how the need was met and by whom, for example by which project; it is published."));
        When(move => move.Trigger == NeedProcess.Close, () => Needed("close_reason_missing", "Say why it is closed; the reason is published."));
        When(move => move.Trigger is NeedProcess.Meet or NeedProcess.Close, () => this.NamesNoNumbers(move => move.Note));
    }

    private void Needed(string code, string message) => RuleFor(move => move.Note).Must(note => PlainText.Clean(note).Length > 0).Says(code, message);
}

internal sealed class MoveNeedHandler(NeedDesk desk, IWorkflowDoor door, IAreas areas, IAlerts alerts, PersonMails mails, SiteAddress site, TimeProvider clock) : IRequestHandler<MoveNeed, Result>
{
    public async Task<Result> Handle(MoveNeed request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Id, cancellationToken) is not { } need)
        {
            return NeedFailures.Unknown;
        }

        var note = PlainText.Clean(request.Note, keepLines: true);
        var fired = await door.FireAsync(NeedProcess.Table, need, request.Trigger, request.Version, note.Length == 0 ? null : note, cancellationToken);
        if (fired.Succeeded)
        {
            await FollowAsync(need, request.Trigger, note, cancellationToken);
        }

        return fired;
    }

    private async Task FollowAsync(Need need, string trigger, string note, CancellationToken cancellationToken)
    {
        switch (trigger)
        {
            case NeedProcess.Submit:
                need.Submitted();
                var area = await areas.FindAsync(need.AreaCode, cancellationToken);
                await alerts.RaiseAsync(
                    need.AlertKey, Permissions.CheckNeeds, $"/office/needs/{need.Id}", "A need of {0} waits to be checked: {1}", [area?.Name.Zh ?? need.AreaCode, need.Title.Zh], cancellationToken);
                return;
            case NeedProcess.Return:
                need.Returned(note);
                await TellAsync(need, T => T["Your need was returned: {0}", need.Title], T => [T["The office asks you to put something right:"], note, site.Of($"/manage/needs/{need.Id}")], cancellationToken);
                break;
            case NeedProcess.Publish:
                need.Published(await desk.NextSlugAsync(need, cancellationToken), clock.GetUtcNow().UtcDateTime);
                await TellAsync(need, T => T["Your need is published: {0}", need.Title], T => [T["Everybody can read it now, and organisations can answer it:"], site.Of($"/needs/{need.Slug}")], cancellationToken);
                break;
            case NeedProcess.Meet or NeedProcess.Close:
                need.Ended(note);
                break;
        }

        await alerts.ResolveAsync(need.AlertKey, cancellationToken);
    }

    private Task TellAsync(
        Need need, Func<Microsoft.Extensions.Localization.IStringLocalizer, string> subject, Func<Microsoft.Extensions.Localization.IStringLocalizer, IEnumerable<string>> paragraphs, CancellationToken cancellationToken) =>
        mails.TellAsync(need.PostedById, FormattableString.Invariant($"need:{need.Id:N}:{need.Version}"), subject, paragraphs, cancellationToken);
}
