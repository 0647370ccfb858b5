using Charity.Disbursements.Batches;
using Charity.Ledger.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Exports;
using Charity.Platform.Files;
using Charity.Platform.Imports;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.PastPayouts;

/// <summary>
/// Takes over what was received and paid in earlier years from a list, and writes it into the books: all of it or nothing, every wrong row named at
/// once. Rows that are there already are left as they are, so the same list again changes nothing.
/// </summary>
[Requires(Permissions.ImportPayouts)]
internal sealed record ImportPastPayouts(string FileName, Stream? Content) : IOutsideCall<ImportedPayouts>;

/// <param name="Known">Rows that had been taken over before.</param>
internal sealed record ImportedPayouts(int Added, int Known);

/// <summary>An empty list with the right columns.</summary>
[Requires(Permissions.ImportPayouts)]
internal sealed record ExportPastTemplate : IQuery<ITable>;

internal sealed class ImportPastPayoutsValidator : AbstractValidator<ImportPastPayouts>
{
    public ImportPastPayoutsValidator() => RuleFor(import => import.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Choose a file first.");
}

internal sealed class ExportPastTemplateHandler : IRequestHandler<ExportPastTemplate, Result<ITable>>
{
    public Task<Result<ITable>> Handle(ExportPastTemplate request, CancellationToken cancellationToken)
    {
        var table = Table.From("past-payouts", Array.Empty<string>());
        foreach (var heading in PastSheet.Template)
        {
            table.Text(heading, _ => null);
        }

        return Task.FromResult(Result<ITable>.Ok(table));
    }
}

internal sealed class ImportPastPayoutsHandler(
    CharityDbContext db, UnitOfWork unitOfWork, IAttachments attachments, IAreas areas, ILedger ledger, ICurrentUser user, IStringLocalizer texts, SiteTime time, TimeProvider clock)
    : IRequestHandler<ImportPastPayouts, Result<ImportedPayouts>>
{
    private const int MostRows = 20_000;
    private const int MostProblems = 20;

    public async Task<Result<ImportedPayouts>> Handle(ImportPastPayouts request, CancellationToken cancellationToken)
    {
        var owner = new AttachmentOwner("past-payouts", Guid.CreateVersion7(clock.GetUtcNow()));
        var stored = await attachments.StoreAsync(new AttachmentUpload(owner, "list", request.FileName, request.Content!), cancellationToken);
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

        var (rows, problems) = new PastSheet(await areas.AllAsync(cancellationToken), time.Today.Year).Read(sheet.Value);
        return problems.Count > 0 ? Refused(problems)
            : rows.Count == 0 ? Failure.Field("File", "list_empty", "The list has no rows.")
            : await unitOfWork.ExecuteAsync(token => WriteAsync(rows, token), written => written.Succeeded, cancellationToken);
    }

    private async Task<Result<ImportedPayouts>> WriteAsync(IReadOnlyList<PastRow> rows, CancellationToken cancellationToken)
    {
        await db.LockAsync("past-payouts", cancellationToken);
        var known = await db.Set<PastPayout>().ToDictionaryAsync(payout => payout.Id, cancellationToken);
        var differing = rows.Where(row => known.TryGetValue(row.Id, out var payout) && !payout.Says(row))
            .Select(row => new PastProblem(row.Row, Failure.Conflict("row_differs", "This project was taken over before with other figures. What is in the books is corrected there."))).ToList();
        if (differing.Count > 0)
        {
            return Refused(differing);
        }

        var numbers = known.Values.GroupBy(payout => payout.Year).ToDictionary(group => group.Key, group => group.Max(payout => payout.Number));
        var added = new List<PastPayout>();
        foreach (var row in rows.Where(row => !known.ContainsKey(row.Id)))
        {
            numbers[row.Year] = numbers.GetValueOrDefault(row.Year) + 1;
            added.Add(PastPayout.Of(row, numbers[row.Year], user.Name, clock.GetUtcNow()));
        }

        db.AddRange(added);
        await db.SaveGroupAsync(cancellationToken);
        return await BookAsync(added, cancellationToken) is { } unbooked ? unbooked : new ImportedPayouts(added.Count, rows.Count - added.Count);
    }

    private async Task<Failure?> BookAsync(IReadOnlyList<PastPayout> added, CancellationToken cancellationToken)
    {
        var accounts = added.Select(payout => payout.Year).Distinct().Select(year => new AccountDraft(
            AvailableOf(year), AccountType.NetAssets, Money.Yuan, "Received in {0}, before this site kept the books", FormattableString.Invariant($"{year}"), MayNotGoNegative: true)).ToList();
        var opened = accounts.Count == 0 ? Result.Ok : await ledger.OpenAccountsAsync(accounts, cancellationToken);
        return opened.Failure ?? (await ledger.PostAsync([.. added.SelectMany(EntriesOf)], cancellationToken)).Failure;
    }

    private IEnumerable<EntryDraft> EntriesOf(PastPayout payout)
    {
        var (bank, available) = (AccountCodes.Bank(PaymentBooking.PayingAccount), AvailableOf(payout.Year));
        var lastDay = new DateOnly(payout.Year, 12, 31);
        var day = lastDay < time.Today ? lastDay : time.Today;
        if (payout.ReceivedMinor > 0)
        {
            yield return new EntryDraft(DerivedId.Of("past-received", payout.Id.ToString("N")), EntryKinds.PastReceipt, $"past:{payout.Code}", day, [new PostingDraft(bank, available, payout.ReceivedMinor)]);
        }

        if (payout.PaidMinor > 0)
        {
            yield return new EntryDraft(DerivedId.Of("past-paid", payout.Id.ToString("N")), EntryKinds.PastPayment, $"past:{payout.Code}", day, [new PostingDraft(available, bank, payout.PaidMinor)]);
        }
    }

    private static string AvailableOf(int year) => FormattableString.Invariant($"past:{year}:received");

    private Failure Refused(IReadOnlyList<PastProblem> problems) => Failure.Field("File", "list_does_not_fit", "Nothing was taken over, because {0} rows do not fit: {1}", problems.Count,
        string.Join(" ", problems.Take(MostProblems).Select(problem => texts["Row {0}: {1}", problem.Row, texts.Say(problem.Reason)].Value)));
}
