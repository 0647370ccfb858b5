using Charity.Disbursements.Batches;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Statements;

/// <summary>Settles by hand a booking that fits nothing here, or a transfer that no statement confirms, with what was found out.</summary>
/// <param name="Row">The booking; either this or <paramref name="Transfer"/>.</param>
[Requires(Permissions.PayBatches)]
internal sealed record SettleStatement(Guid? Row, Guid? Transfer, string? Note) : ICommand;

internal sealed class SettleStatementValidator : AbstractValidator<SettleStatement>
{
    public SettleStatementValidator() => RuleFor(settle => settle.Note)
        .Must(note => PlainText.Clean(note).Length > 0).Says("statement_note_missing", "Say what was found out.")
        .MaximumLength(StatementNote.TextLength).Says("text_too_long", "Please use at most {0} characters.", StatementNote.TextLength);
}

internal sealed class SettleStatementHandler(CharityDbContext db, StatementDesk desk, ICurrentUser user, TimeProvider clock) : IRequestHandler<SettleStatement, Result>
{
    public async Task<Result> Handle(SettleStatement request, CancellationToken cancellationToken)
    {
        await desk.LockAsync(cancellationToken);
        var isOpen = (request.Row, request.Transfer) switch
        {
            ({ } row, null) => await desk.OpenRows().AnyAsync(open => open.Id == row, cancellationToken),
            (null, { } transfer) => await db.Set<BatchLine>().AnyAsync(sent => sent.Id == transfer && sent.Answer == LineAnswer.Paid, cancellationToken)
                && !await db.Set<StatementConfirmation>().AnyAsync(confirmation => confirmation.TransferId == transfer, cancellationToken)
                && !await db.Set<StatementNote>().AnyAsync(note => note.TransferId == transfer, cancellationToken),
            _ => false,
        };
        if (!isOpen)
        {
            return Failure.Conflict("statement_not_open", "This is settled already.");
        }

        db.Add(StatementNote.Of(request.Row, request.Transfer, PlainText.Clean(request.Note, keepLines: true), user.Name, clock.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        await desk.TellAsync(cancellationToken);
        return Result.Ok;
    }
}
