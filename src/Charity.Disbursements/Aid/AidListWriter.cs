using Charity.Disbursements.Approvals;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Aid;

/// <summary>Where a list comes from.</summary>
/// <param name="Earlier">The lists of the period that it was checked against.</param>
internal sealed record AidSource(string Period, string FileName, string Sha256, IReadOnlyList<Guid> Earlier, int Repeats, Guid ById, string ByName);

/// <summary>Writes a checked list with its payment request and a transfer for each person, all in the caller's transaction.</summary>
internal sealed class AidListWriter(CharityDbContext db, AidDesk desk, PaymentDesk payments, IPersonFingerprints fingerprints, AidCodes codes, ISettingsStore settings, ApprovalAlerts alerts, TimeProvider clock)
{
    /// <summary>So many people are written together; none of them is kept in memory after that.</summary>
    private const int Together = 1_000;

    public async Task<Result<AidList>> WriteAsync(AidProgramme programme, AidSource source, IReadOnlyList<AidRow> rows, CancellationToken cancellationToken)
    {
        await db.LockAsync(AidDesk.LockOf(programme.Id), cancellationToken);
        if (!source.Earlier.SequenceEqual(await desk.ListsAsync(programme, source.Period, cancellationToken)))
        {
            return Failure.Conflict("list_meanwhile", "Another list of this period was imported at the same moment. Send yours again: it is then checked against that one too.");
        }

        var rules = await settings.GetAsync<ApprovalSettings>(cancellationToken);
        if (rules.RuleFor(PaymentKind.Aid, rows.Sum(row => row.AmountMinor)) is not { } rule)
        {
            return Failure.Unavailable("no_approval_rule_for_list", "The charity has not settled who approves a list of this size. Nothing was imported; please tell the bureau.");
        }

        var now = clock.GetUtcNow();
        var (id, number) = (Guid.CreateVersion7(now), (await db.Set<AidList>().Where(list => list.ProgrammeId == programme.Id).MaxAsync(list => (int?)list.Number, cancellationToken) ?? 0) + 1);
        var (year, requestNumber) = await payments.NextNumberAsync(cancellationToken);
        var (request, lines) = PaymentRequest.Ask(DraftOf(programme, source.Period, id, number, rows, rule), year, requestNumber, source.ById, source.ByName, string.Empty, rules.DaysToDecide, now);
        var list = AidList.Import(
            id, new AidListDraft(programme.Id, number, source.Period, request.Id, source.FileName, source.Sha256, source.Repeats, source.ById, source.ByName),
            [.. rows.GroupBy(row => row.AreaCode).Select(area => new AidAreaSum(area.Key, area.Count(), area.Sum(row => row.AmountMinor)))], now);
        db.AddRange(request, list);
        await alerts.RaiseAsync(request, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);

        for (var first = 0; first < rows.Count; first += Together)
        {
            for (var index = first; index < Math.Min(first + Together, rows.Count); index++)
            {
                var (row, line) = (rows[index], lines[index]);
                db.Add(line);
                db.Add(AidRecipient.Of(line.Id, id, index + 1, row.Identity, row.AreaCode, row.Remark, new AidFingerprints(row.Fingerprint, codes.Fingerprint(line.Id, row.Identity))));
            }

            await db.SaveGroupAsync(cancellationToken);
        }

        return list;
    }

    private PaymentDraft DraftOf(AidProgramme programme, string period, Guid listId, int number, IReadOnlyList<AidRow> rows, ApprovalRule rule)
    {
        var (words, name) = (AidPeriod.InWords(period), programme.Name);
        return new PaymentDraft(
            PaymentKind.Aid, listId, ProjectId: null, ProjectSlug: null, OrganisationId: null,
            new LocalizedText(FormattableString.Invariant($"{name.Zh}：{words.Zh}第{number}号名单"), FormattableString.Invariant($"{name.En ?? name.Zh}: list {number}, {words.En}")),
            FormattableString.Invariant($"{rows.Count}人"), Money.Yuan,
            [new PartDraft(programme.FundSlug, AccountCodes.FundAvailable(programme.FundSlug), CommittedCode: null, rows.Sum(row => row.AmountMinor), ReservationId: null)],
            [.. rows.Select(row => new Payee(row.Name, row.Bank, row.Card, fingerprints.OfAccount(row.Card), row.AmountMinor))], rule);
    }
}
