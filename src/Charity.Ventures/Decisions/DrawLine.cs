using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Office;
using FluentValidation;
using MediatR;

namespace Charity.Ventures.Decisions;

/// <summary>Decides about every submission of a round by the funding line; notes stay, single decisions can be changed afterwards.</summary>
[Requires(Permissions.DecideSubmissions)]
internal sealed record DrawLine : ICommand
{
    public string Slug { get; init; } = string.Empty;
    public SelectionRound Round { get; init; }
    public int Revision { get; init; }
    public TypedLine Line { get; init; } = new();
}

internal sealed class DrawLineValidator : AbstractValidator<DrawLine>
{
    public DrawLineValidator()
    {
        RuleFor(draw => draw.Line.Budget).Must(budget => string.IsNullOrWhiteSpace(budget) || CallAmounts.Parse(budget) is not null).Says("amount_unreadable", "Please type the amount, like 50000.");
        RuleFor(draw => draw.Line.Invites).Must((draw, invites) => draw.Round != SelectionRound.Written || invites > 0).Says("invites_missing", "Say how many are invited to the defence.");
    }
}

internal sealed class DrawLineHandler(CharityDbContext db, SelectionDesk desk, TimeProvider clock) : IRequestHandler<DrawLine, Result>
{
    public async Task<Result> Handle(DrawLine request, CancellationToken cancellationToken)
    {
        var taken = await SelectionDrafts.TakeAsync(db, desk, request.Slug, request.Round, request.Revision, clock, cancellationToken);
        if (taken.Failure is { } failure)
        {
            return failure;
        }

        var (board, selection) = taken.Value;
        var line = request.Line.ToLine();
        selection.Draw(line);
        selection.Decide(line.Draw(board.Round, board.Ranked, board.Money.LeftMinor).Select(decision => decision with { Note = selection.Find(decision.SubmissionId)?.Note }));
        return Result.Ok;
    }
}
