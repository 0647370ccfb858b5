using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Ventures.Calls;
using Charity.Ventures.Notices;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Changes;

/// <summary>
/// Frees in the books what an award gives up, source by source. A reservation is confirmed with what is left of it, which frees the rest; of what is
/// a commitment already, the part goes back by an entry. Takes the books' lock: call it last.
/// </summary>
internal sealed class AwardReleasing(CharityDbContext db, ILedger ledger, ILedgerReader reader, SiteTime time)
{
    /// <param name="project">With its award lowered already.</param>
    /// <param name="change">What it was lowered by: gives the entries their ids.</param>
    /// <param name="backMinor">What each source gets back, in the order of the sources.</param>
    public async Task<Failure?> ReleaseAsync(Project project, ChangeRequest change, IReadOnlyList<long> backMinor, CancellationToken cancellationToken)
    {
        foreach (var (source, back) in project.Sources.OrderBy(source => source.Number).Zip(backMinor).Where(pair => pair.Second > 0))
        {
            // Money of imported lists is in no book.
            if (source.ReservationId is { } reservation && (await ReleaseAsync(project, source, reservation, back, change, cancellationToken)).Failure is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    private async Task<Result<PostedEntry>> ReleaseAsync(Project project, ProjectSource source, Guid reservation, long back, ChangeRequest change, CancellationToken cancellationToken)
    {
        var commitment = CommitmentIds.Of(reservation);
        var id = DerivedId.Of("award-lowered", $"{change.Id:N}:{source.Number}");
        if (await reader.EntryAsync(commitment, cancellationToken) is null)
        {
            return source.AmountMinor > 0
                ? await ledger.ConfirmAsync(commitment, reservation, source.AmountMinor, time.Today, cancellationToken)
                : await ledger.ReleaseAsync(id, reservation, $"Project {project.Slug} gave it up", time.Today, cancellationToken);
        }

        var call = await db.Set<Call>().Where(call => call.Id == project.CallId).Select(call => call.Slug).SingleOrDefaultAsync(cancellationToken) ?? string.Empty;
        var (available, committed) = AwardDesk.CodesOf(call, source.FundSlug, source.Name, project.Slug);
        var posted = await ledger.PostAsync([new EntryDraft(id, EntryKinds.CommitmentReleased, $"project:{project.Slug}", time.Today, [new PostingDraft(committed, available, back)])], cancellationToken);
        return posted.Failure is { } failure ? failure : posted.Value[0];
    }
}
