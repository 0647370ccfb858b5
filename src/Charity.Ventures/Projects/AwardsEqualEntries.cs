using System.Runtime.CompilerServices;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Verification;
using Charity.Ventures.Calls;
using Charity.Ventures.Notices;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Projects;

/// <summary>An award is the sum of its sources and of its instalments, and the books have promised exactly that to the project until it is terminated.</summary>
internal sealed class AwardsEqualEntries(CharityDbContext db, ILedgerTotals totals) : IVerification
{
    public string Name => "Awards equal their instalments, their sources and what the ledger has promised";

    public async IAsyncEnumerable<Finding> VerifyAsync(ReportProgress progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var calls = await db.Set<Call>().Select(call => new { call.Id, call.Slug }).ToDictionaryAsync(call => call.Id, call => call.Slug, cancellationToken);
        var projects = await ProjectDesk.Whole(db.Set<Project>().AsNoTracking()).Where(project => !project.IsImported).OrderBy(project => project.Id).ToListAsync(cancellationToken);
        foreach (var (project, index) in projects.Select((project, index) => (project, index)))
        {
            progress(Name, index + 1, projects.Count);
            if (WrongSum(project) is { } wrong)
            {
                yield return wrong;
                yield break;
            }

            if (await WrongPromiseAsync(project, project.CallId is { } call ? calls[call] : string.Empty, cancellationToken) is { } unpromised)
            {
                yield return unpromised;
                yield break;
            }
        }
    }

    private static Finding? WrongSum(Project project)
    {
        var parts = ProjectMoney.PartsOf(project);
        var ofSources = project.Sources.OrderBy(source => source.Number).Select((_, source) => parts.Sum(part => part[source]));
        return project.Instalments.Sum(instalment => instalment.AmountMinor) is var instalments && instalments != project.AwardedMinor ? Differs(project, "award_is_its_instalments", project.AwardedMinor, instalments)
            : project.Sources.Sum(source => source.AmountMinor) is var sources && sources != project.AwardedMinor ? Differs(project, "award_is_its_sources", project.AwardedMinor, sources)
            : project.Sources.OrderBy(source => source.Number).Zip(ofSources).FirstOrDefault(pair => pair.First.AmountMinor != pair.Second) is (not null, var given) pair ? Differs(project, "source_gives_its_parts", pair.First.AmountMinor, given)
            : null;
    }

    /// <summary>What is reserved and what became a commitment, less what was given back; payments do not lower it.</summary>
    private async Task<Finding?> WrongPromiseAsync(Project project, string callSlug, CancellationToken cancellationToken)
    {
        var promised = project.Sources.Where(source => source.ReservationId is not null).GroupBy(source => AwardDesk.CodesOf(callSlug, source.FundSlug, source.Name, project.Slug).Committed).ToList();
        if (promised.Count == 0 || project.State == ProjectProcess.Terminated)
        {
            return null;
        }

        var balances = await totals.BalancesAsync([.. promised.Select(account => account.Key)], cancellationToken);
        var kinds = await totals.ByKindAsync([.. promised.Select(account => AccountCodes.Owner(account.Key)).Distinct()], cancellationToken);
        foreach (var account in promised)
        {
            var own = kinds.Where(total => total.Code == account.Key).ToList();
            var found = (balances.GetValueOrDefault(account.Key)?.CreditsPendingMinor ?? 0) + own.Where(total => total.Kind == EntryKinds.Commitment).Sum(total => total.CreditsMinor)
                - own.Where(total => total.Kind == EntryKinds.CommitmentReleased).Sum(total => total.DebitsMinor);
            if (account.Sum(source => source.AmountMinor) is var award && award != found)
            {
                return Differs(project, "award_is_promised", award, found);
            }
        }

        return null;
    }

    private static Finding Differs(Project project, string rule, long expected, long found) => new(rule, $"project {project.Slug}", $"{expected}", $"{found}");
}
