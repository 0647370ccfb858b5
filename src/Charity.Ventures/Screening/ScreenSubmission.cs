using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Submissions;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Screening;

/// <summary>Admits a submission, returns it with what is to be put right, or refuses it with the reason; the organisation is told by mail.</summary>
[Requires(Permissions.ScreenSubmissions)]
internal sealed record ScreenSubmission : ICommand
{
    public Guid Id { get; init; }
    public string? Trigger { get; init; }
    public int Version { get; init; }

    /// <summary>What is to be put right, or why it is refused.</summary>
    public string? Note { get; init; }

    /// <summary>The last day to hand it in again.</summary>
    public DateOnly? ReviseBy { get; init; }
}

internal sealed class ScreenSubmissionValidator : AbstractValidator<ScreenSubmission>
{
    public ScreenSubmissionValidator(SiteTime time)
    {
        RuleFor(screen => screen.Trigger).Must(trigger => trigger is SubmissionProcess.Pass or SubmissionProcess.Return or SubmissionProcess.Refuse or SubmissionProcess.Advise).Says("trigger_unknown", "Choose what to do.");
        RuleFor(screen => screen.Note).MaximumLength(1_000).Says("text_too_long", "Please use at most {0} characters.", 1_000);
        When(screen => screen.Trigger is SubmissionProcess.Return or SubmissionProcess.Refuse, () =>
            RuleFor(screen => screen.Note).Must(note => PlainText.Clean(note).Length > 0).Says("note_missing", "Write what is to be put right, or why it cannot take part; the organisation reads it."));
        When(screen => screen.Trigger is SubmissionProcess.Return or SubmissionProcess.Advise, () =>
            RuleFor(screen => screen.ReviseBy).Must(day => day >= time.Today && day <= time.Today.AddDays(90)).Says("revise_by_wrong", "Choose the last day to hand it in again, from today on and within three months."));
    }
}

internal sealed class ScreenSubmissionHandler(ScreeningDesk desk, ScreeningMoves moves) : IRequestHandler<ScreenSubmission, Result>
{
    public async Task<Result> Handle(ScreenSubmission request, CancellationToken cancellationToken)
    {
        var found = await desk.FindAsync(request.Id, cancellationToken);
        return found.Failure is { } failure ? failure : await moves.FireAsync(found.Value, request.Trigger!, request.Version, PlainText.Clean(request.Note, keepLines: true), request.ReviseBy, cancellationToken);
    }
}
