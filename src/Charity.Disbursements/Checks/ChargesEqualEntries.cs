using Charity.Disbursements.Charges;
using Charity.Disbursements.Ratios;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Verification;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Checks;

/// <summary>
/// Each booked charge has exactly its entry with its amount, and no entry is without its charge. The charges of a fund and year, in the order in which
/// they were booked, stay within the limit each was booked by; and what a limit was reckoned from was raised, though gifts may have gone back since.
/// </summary>
internal sealed class ChargesEqualEntries(CharityDbContext db, ILedgerReader ledger) : IVerification
{
    public string Name => "Administration charges equal the ledger and keep their limits";

    public async IAsyncEnumerable<Finding> VerifyAsync(ReportProgress progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = new Dictionary<Guid, LedgerEntry>();
        await foreach (var entry in ledger.ExportAsync(new EntrySearch { Kind = EntryKinds.AdministrationCharge, OldestFirst = true }, cancellationToken))
        {
            entries.Add(entry.Id, entry);
        }

        var charges = await db.Set<AdministrationCharge>().AsNoTracking().Where(charge => charge.State == ChargeProcess.Booked).OrderBy(charge => charge.Year).ThenBy(charge => charge.Number).ToListAsync(cancellationToken);
        foreach (var (charge, index) in charges.Select((charge, index) => (charge, index)))
        {
            progress(Name, index + 1, charges.Count);
            if (WrongEntryOf(charge, entries.GetValueOrDefault(MoveChargeHandler.EntryIdOf(charge))) is { } wrong)
            {
                yield return wrong;
                yield break;
            }
        }

        if (entries.Keys.Except(charges.Select(MoveChargeHandler.EntryIdOf)).Select(id => entries[id]).OrderBy(entry => entry.Number).FirstOrDefault() is { } stray)
        {
            yield return new Finding("entry_has_charge", stray.Reference, "a booked charge", "none");
            yield break;
        }

        foreach (var own in charges.GroupBy(charge => (charge.FundSlug, charge.Year)))
        {
            if (await OverLimitAsync(own.Key.FundSlug, own.Key.Year, [.. own.OrderBy(charge => entries[MoveChargeHandler.EntryIdOf(charge)].Number)], cancellationToken) is { } over)
            {
                yield return over;
                yield break;
            }
        }
    }

    private static Finding? WrongEntryOf(AdministrationCharge charge, LedgerEntry? entry) =>
        entry is null ? new Finding("charge_is_booked", $"charge {charge.Code}", $"{charge.AmountMinor}", "no entry")
        : entry.Reference != $"charge:{charge.Code}" || entry.Postings is not [var posting] || posting.AmountMinor != charge.AmountMinor
            || posting.Debit.Code != AccountCodes.FundAvailable(charge.FundSlug) || posting.Credit.Code != AccountCodes.Operating
            ? new Finding(
                "charge_is_booked", $"charge {charge.Code}", $"{charge.AmountMinor} of {AccountCodes.FundAvailable(charge.FundSlug)}",
                $"entry {entry.Number}: {string.Join(", ", entry.Postings.Select(line => $"{line.AmountMinor} of {line.Debit.Code}"))}")
        : null;

    private async Task<Finding?> OverLimitAsync(string fund, int year, IReadOnlyList<AdministrationCharge> charges, CancellationToken cancellationToken)
    {
        var months = await ledger.TurnoverAsync([AccountCodes.FundOwner(fund)], new DateOnly(year, 1, 1), new DateOnly(year, 12, 31), cancellationToken);
        var (everRaised, taken) = (months.Sum(month => Math.Max(0, Flow.IncomeOf(month))), 0L);
        foreach (var charge in charges)
        {
            taken += charge.AmountMinor;
            var row = $"charge {charge.Code} of {fund}";
            if (charge is not { RaisedMinor: { } raised, LimitBasisPoints: { } limit })
            {
                // Booked before the limit was kept with it.
                continue;
            }

            if (raised > everRaised)
            {
                return new Finding("charge_limit_was_raised", row, $"at most {everRaised}", $"{raised}");
            }

            if (new ChargeRoom(year, raised, limit, TakenMinor: 0, FreeMinor: 0).LimitMinor is var most && taken > most)
            {
                return new Finding("charges_within_limit", row, $"at most {most} in {year}", $"{taken}");
            }
        }

        return null;
    }
}
