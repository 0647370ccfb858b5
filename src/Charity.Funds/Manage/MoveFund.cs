using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Funds.Manage;

/// <summary>Opens, suspends, resumes, closes or reopens a fund.</summary>
/// <param name="Version">The version the editor looked at.</param>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record MoveFund(string Slug, string Trigger, int Version, string? Note) : ICommand, IFundRequest;

internal sealed class MoveFundValidator : AbstractValidator<MoveFund>
{
    public MoveFundValidator()
    {
        RuleFor(move => move.Note).MaximumLength(500).Says("text_too_long", "Please use at most {0} characters.", 500);
    }
}

internal sealed class MoveFundHandler(FundDesk desk, FundMoves moves, FundShelf shelf, UnitOfWork unitOfWork) : IRequestHandler<MoveFund, Result>
{
    public async Task<Result> Handle(MoveFund request, CancellationToken cancellationToken)
    {
        var fund = await desk.LoadAsync(request.Slug, cancellationToken);
        unitOfWork.AfterCommit(shelf.Forget);
        var note = PlainText.Clean(request.Note, keepLines: true);
        return await moves.FireAsync(fund, request.Trigger, request.Version, note.Length == 0 ? null : note, cancellationToken);
    }
}
