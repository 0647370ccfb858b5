using Charity.Organisations.Contracts;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Reviews;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Looks for conflicts of interest, keeps what it finds, and ends the reviews it touches at once.</summary>
internal sealed class ConflictDesk(CharityDbContext db, IOrganisations organisations, ISettingsStore settings, SiteTime time, IWorkflowDoor door, IAlerts alerts, TimeProvider clock)
{
    public static string RecusedAlert(Guid callId) => $"reviews-recused:{callId:N}";

    /// <summary>True when something binds the reviewer to the organisation now, as far as no office has ruled it out. Keeps nothing.</summary>
    public async Task<bool> IsBoundAsync(Reviewer reviewer, Guid organisationId, CancellationToken cancellationToken)
    {
        if (await organisations.DossierAsync(organisationId, cancellationToken) is not { } dossier)
        {
            return true;
        }

        var known = await db.Set<ReviewerConflict>().AsNoTracking().SingleOrDefaultAsync(conflict => conflict.ReviewerId == reviewer.Id && conflict.OrganisationId == organisationId, cancellationToken);
        return IsBound((await FilesAsync([reviewer], cancellationToken))[0], dossier, known);
    }

    /// <summary>The same for an account; false for somebody who is not in the pool.</summary>
    public async Task<bool> IsBoundAsync(Guid userId, Guid organisationId, CancellationToken cancellationToken) =>
        await db.Set<Reviewer>().SingleOrDefaultAsync(reviewer => reviewer.UserId == userId, cancellationToken) is { } reviewer && await IsBoundAsync(reviewer, organisationId, cancellationToken);

    /// <summary>
    /// Those of the organisations that the account must not know anything of in lists and counts: its own, and those something binds it to now. It is
    /// searched as live as on their pages, so that no list shows what its page refuses; for somebody outside the pool that is one query.
    /// </summary>
    public async Task<Guid[]> ApartFromAsync(Guid? userId, IQueryable<Guid> among, CancellationToken cancellationToken)
    {
        if (userId is not { } id)
        {
            return [];
        }

        var apart = (await organisations.OfUserAsync(id, cancellationToken)).ToHashSet();
        if (await db.Set<Reviewer>().SingleOrDefaultAsync(reviewer => reviewer.UserId == id, cancellationToken) is { } reviewer)
        {
            var file = (await FilesAsync([reviewer], cancellationToken))[0];
            var known = await db.Set<ReviewerConflict>().AsNoTracking().Where(conflict => conflict.ReviewerId == reviewer.Id).ToDictionaryAsync(conflict => conflict.OrganisationId, cancellationToken);
            foreach (var organisation in await among.Distinct().ToListAsync(cancellationToken))
            {
                if (!apart.Contains(organisation) && await organisations.DossierAsync(organisation, cancellationToken) is { } dossier && IsBound(file, dossier, known.GetValueOrDefault(organisation)))
                {
                    apart.Add(organisation);
                }
            }
        }

        return [.. apart];
    }

    private static bool IsBound(ReviewerFile file, OrganisationDossier dossier, ReviewerConflict? known)
    {
        var reasons = ConflictSearch.Search(file, dossier);
        return reasons.Count > 0 && (known?.RuledOutUtc is null || reasons.Except(known.Reasons).Any());
    }

    /// <summary>Searches every pair anew. What is found for the first time, or comes back, ends the reviews of the two and tells the office.</summary>
    public async Task RefreshAsync(IReadOnlyCollection<Reviewer> reviewers, IReadOnlyCollection<Guid> organisationIds, CancellationToken cancellationToken)
    {
        var files = await FilesAsync(reviewers, cancellationToken);
        var ids = reviewers.Select(reviewer => reviewer.Id).ToList();
        var known = (await db.Set<ReviewerConflict>().Where(conflict => ids.Contains(conflict.ReviewerId) && organisationIds.Contains(conflict.OrganisationId)).ToListAsync(cancellationToken))
            .ToDictionary(conflict => (conflict.ReviewerId, conflict.OrganisationId));
        foreach (var id in organisationIds)
        {
            if (await organisations.DossierAsync(id, cancellationToken) is not { } dossier)
            {
                continue;
            }

            foreach (var file in files)
            {
                if (Keep(file, dossier, known.GetValueOrDefault((file.Reviewer.Id, id))))
                {
                    await EndReviewsAsync(file.Reviewer, id, cancellationToken);
                }
            }
        }
    }

    /// <returns>True when a conflict stands that did not before.</returns>
    private bool Keep(ReviewerFile file, OrganisationDossier dossier, ReviewerConflict? known)
    {
        var reasons = ConflictSearch.Search(file, dossier);
        if (reasons.Count == 0)
        {
            if (known is not null)
            {
                db.Remove(known);
            }

            return false;
        }

        if (known is not null)
        {
            return known.FindAgain(reasons, clock.GetUtcNow());
        }

        db.Add(ReviewerConflict.Find(file.Reviewer.Id, dossier.Organisation.Id, reasons, clock.GetUtcNow()));
        return true;
    }

    private async Task EndReviewsAsync(Reviewer reviewer, Guid organisationId, CancellationToken cancellationToken)
    {
        var touched = await db.Set<Review>()
            .Where(review => review.ReviewerId == reviewer.Id && review.OrganisationId == organisationId && ReviewProcess.Standing.Contains(review.State))
            .ToListAsync(cancellationToken);
        foreach (var review in touched)
        {
            var ended = await door.FireAsync(ReviewProcess.Table, review, ReviewProcess.Recuse, expectedVersion: null, note: null, cancellationToken);
            if (ended.Failure is { } failure)
            {
                throw new InvalidOperationException($"Review {review.Id} could not be ended: {failure.Code}.");
            }
        }

        foreach (var callId in touched.Select(review => review.CallId).Distinct())
        {
            var call = await db.Set<Call>().AsNoTracking().SingleAsync(call => call.Id == callId, cancellationToken);
            await alerts.RaiseAsync(
                RecusedAlert(callId), Permissions.ManageReviewers, $"/office/calls/{call.Slug}/reviews",
                "In the call {0}, reviews ended because of a conflict of interest. The submissions need another reviewer.", [call.Title.Zh], cancellationToken);
        }
    }

    private async Task<List<ReviewerFile>> FilesAsync(IReadOnlyCollection<Reviewer> reviewers, CancellationToken cancellationToken)
    {
        var years = (await settings.GetAsync<ReviewSettings>(cancellationToken)).InterestYears;
        var ids = reviewers.Select(reviewer => reviewer.Id).ToList();
        var declared = await db.Set<ReviewerInterest>().Where(interest => ids.Contains(interest.ReviewerId)).ToListAsync(cancellationToken);
        declared.AddRange(db.Set<ReviewerInterest>().Local.Where(interest => ids.Contains(interest.ReviewerId) && !declared.Contains(interest)));
        var dossiers = new Dictionary<Guid, OrganisationDossier?>();
        var files = new List<ReviewerFile>(reviewers.Count);
        foreach (var reviewer in reviewers)
        {
            var holding = declared.FindAll(interest => interest.ReviewerId == reviewer.Id && interest.HoldsOn(time.Today, years));
            var own = (await organisations.OfUserAsync(reviewer.UserId, cancellationToken)).ToHashSet();
            var related = new List<OrganisationDossier>();
            foreach (var id in own.Union(holding.Select(interest => interest.OrganisationId).OfType<Guid>()))
            {
                if (!dossiers.TryGetValue(id, out var dossier))
                {
                    dossiers[id] = dossier = await organisations.DossierAsync(id, cancellationToken);
                }

                related.AddRange(dossier is null ? [] : [dossier]);
            }

            files.Add(new ReviewerFile(reviewer, holding, own, related));
        }

        return files;
    }
}
