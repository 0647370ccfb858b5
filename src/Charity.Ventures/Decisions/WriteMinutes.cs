using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Notices;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Decisions;

/// <summary>Writes the minutes from the board; their text is frozen and waits for two signatures.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record WriteMinutes : ICommand
{
    public string Slug { get; init; } = string.Empty;
    public SelectionRound Round { get; init; }
    public int Version { get; init; }
    public int Revision { get; init; }
    public DateOnly? HeldOn { get; init; }
    public string? Place { get; init; }

    /// <summary>Names, one a line or between commas.</summary>
    public string? Present { get; init; }
    public string? Remarks { get; init; }
}

internal sealed class WriteMinutesValidator : AbstractValidator<WriteMinutes>
{
    public WriteMinutesValidator()
    {
        RuleFor(minutes => minutes.HeldOn).NotNull().Says("minutes_day_missing", "Say on which day it was decided.");
        RuleFor(minutes => minutes.Present).Must(present => PlainText.Clean(present).Length > 0).Says("minutes_present_missing", "Say who was present.")
            .MaximumLength(1_000).Says("text_too_long", "Please use at most {0} characters.", 1_000);
        RuleFor(minutes => minutes.Place).MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(minutes => minutes.Remarks).MaximumLength(2_000).Says("text_too_long", "Please use at most {0} characters.", 2_000);
    }
}

internal sealed class WriteMinutesHandler(CharityDbContext db, SelectionDesk desk, IWorkflowDoor door, IStringLocalizer texts, SiteTime time, TimeProvider clock) : IRequestHandler<WriteMinutes, Result>
{
    public async Task<Result> Handle(WriteMinutes request, CancellationToken cancellationToken)
    {
        if (request.HeldOn > time.Today)
        {
            return Failure.Field("HeldOn", "minutes_day_ahead", "This day has not come yet.");
        }

        var taken = await SelectionDrafts.TakeAsync(db, desk, request.Slug, request.Round, request.Revision, clock, cancellationToken);
        if (taken.Failure is { } failure)
        {
            return failure;
        }

        var (board, selection) = taken.Value;
        if (selection.Rows.Count == 0)
        {
            return SelectionFailures.NotBegun;
        }

        var meeting = new Meeting(request.HeldOn!.Value, PlainText.Clean(request.Place), PlainText.Clean(request.Present, keepLines: true), PlainText.Clean(request.Remarks, keepLines: true), selection.Revision);
        var text = MinutesText.Write(board, selection, meeting, texts);
        selection.Write(text, NoticeText.Hash(text));
        return await door.FireAsync(SelectionProcess.Table, selection, SelectionProcess.Minute, request.Version, note: null, cancellationToken);
    }
}
