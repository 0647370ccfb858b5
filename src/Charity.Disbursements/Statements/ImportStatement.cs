using System.Globalization;
using Charity.Disbursements.Banks;
using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Imports;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Statements;

/// <summary>
/// Takes in the bank's statement: all of it or nothing, every wrong row named at once. Bookings that are known already are left as they are, so the same
/// file again adds nothing; what fitted nothing before is looked for once more.
/// </summary>
[Requires(Permissions.PayBatches)]
internal sealed record ImportStatement(string FileName, Stream? Content) : IOutsideCall<ImportedStatement>;

/// <param name="Known">Rows that had been taken in before.</param>
/// <param name="Open">Rows of this or earlier files that somebody has to look after.</param>
internal sealed record ImportedStatement(int Added, int Known, int Open);

internal sealed class ImportStatementValidator : AbstractValidator<ImportStatement>
{
    public ImportStatementValidator() => RuleFor(import => import.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Choose a file first.");
}

internal sealed class ImportStatementHandler(
    CharityDbContext db, UnitOfWork unitOfWork, IAttachments attachments, StatementMatcher matcher, StatementDesk desk, IPersonFingerprints fingerprints, ISettingsStore settings, ICurrentUser user,
    IStringLocalizer texts, SiteTime time, TimeProvider clock) : IRequestHandler<ImportStatement, Result<ImportedStatement>>
{
    private const int MostRows = 20_000;
    private const int MostProblems = 20;

    public async Task<Result<ImportedStatement>> Handle(ImportStatement request, CancellationToken cancellationToken)
    {
        var owner = new AttachmentOwner("bank-statement", Guid.CreateVersion7(clock.GetUtcNow()));
        var stored = await attachments.StoreAsync(new AttachmentUpload(owner, "statement", request.FileName, request.Content!), cancellationToken);
        if (stored.Failure is { } refused)
        {
            return refused;
        }

        await using var file = await attachments.OpenAsync(owner, stored.Value.Id, cancellationToken);
        var sheet = SheetReader.Read(file!.Stream, file.Info.ContentType, MostRows);
        if (sheet.Failure is { } unreadable)
        {
            return unreadable;
        }

        var columns = (await settings.GetAsync<BankSettings>(cancellationToken)).StatementColumns;
        var (bookings, problems) = new StatementSheet(columns, fingerprints, time.Today).Read(sheet.Value);
        return problems.Count > 0 ? Refused(problems)
            : bookings.Count == 0 ? Failure.Field("File", "statement_empty", "The statement has no rows.")
            : await unitOfWork.ExecuteAsync(token => WriteAsync(bookings, token), written => written.Succeeded, cancellationToken);
    }

    private async Task<Result<ImportedStatement>> WriteAsync(IReadOnlyList<StatementBooking> bookings, CancellationToken cancellationToken)
    {
        await desk.LockAsync(cancellationToken);
        var numbers = bookings.Select(booking => booking.BankNumber).ToList();
        var known = await db.Set<StatementRow>().AsNoTracking().Where(row => numbers.Contains(row.BankNumber)).ToDictionaryAsync(row => row.BankNumber, cancellationToken);
        var differing = bookings.Where(booking => known.TryGetValue(booking.BankNumber, out var row) && !row.Says(booking))
            .Select(booking => new StatementProblem(booking.Row, Failure.Conflict("booking_differs", "This number was taken in before with another day or amount. Ask the bank."))).ToList();
        if (differing.Count > 0)
        {
            return Refused(differing);
        }

        var added = bookings.Where(booking => !known.ContainsKey(booking.BankNumber)).Select(booking => StatementRow.Of(booking, user.Name, clock.GetUtcNow())).ToList();
        var open = await desk.OpenRows().ToListAsync(cancellationToken);
        db.AddRange(added);
        await matcher.MatchAsync([.. open, .. added], cancellationToken);
        await db.SaveGroupAsync(cancellationToken);
        return new ImportedStatement(added.Count, bookings.Count - added.Count, await desk.TellAsync(cancellationToken));
    }

    private Failure Refused(IReadOnlyList<StatementProblem> problems) => Failure.Field("File", "statement_does_not_fit", "Nothing was taken in, because {0} rows do not fit: {1}", problems.Count,
        string.Join(" ", problems.Take(MostProblems).Select(problem => texts["Row {0}: {1}", problem.Row, texts.Say(problem.Reason)].Value)));
}

/// <summary>What of the statements somebody has to look after.</summary>
internal sealed class StatementDesk(CharityDbContext db, IAlerts alerts)
{
    public const string Alert = "bank-statement";

    /// <summary>Cashiers who import or settle at once wait for each other.</summary>
    public Task LockAsync(CancellationToken cancellationToken) => db.LockAsync("bank-statement", cancellationToken);

    /// <summary>Rows that fit nothing here and that nobody has settled.</summary>
    public IQueryable<StatementRow> OpenRows() => db.Set<StatementRow>().Where(row =>
        (row.Match == StatementMatch.None || row.Match == StatementMatch.AmountDiffers || row.Match == StatementMatch.Repeated) && !db.Set<StatementNote>().Any(note => note.RowId == row.Id));

    /// <summary>Tells the cashiers how many rows are open, or takes it back; what is pending has been saved.</summary>
    public async Task<int> TellAsync(CancellationToken cancellationToken)
    {
        var open = await OpenRows().CountAsync(cancellationToken);
        await (open == 0
            ? alerts.ResolveAsync(Alert, cancellationToken)
            : alerts.RaiseAsync(Alert, Permissions.PayBatches, "/manage/statements", "{0} bookings of the bank's statements fit nothing here.", [open.ToString(CultureInfo.InvariantCulture)], cancellationToken));
        return open;
    }
}
