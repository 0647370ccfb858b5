using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Dossiers;

/// <summary>What every edit of a dossier does around its own change: load, compare the revision, refuse while it is being checked, count.</summary>
internal sealed class DossierDesk(CharityDbContext db, IMediator mediator)
{
    /// <summary>The dossier with all its parts, tracked; null when there is none.</summary>
    public Task<SocialOrganisation?> LoadAsync(Guid id, CancellationToken cancellationToken) => Whole(db.Set<SocialOrganisation>()).SingleOrDefaultAsync(o => o.Id == id, cancellationToken);

    public static IQueryable<SocialOrganisation> Whole(IQueryable<SocialOrganisation> organisations) => organisations.AsSplitQuery()
        .Include(o => o.BankAccount)
        .Include(o => o.Board.OrderBy(member => member.Role).ThenBy(member => member.Id))
        .Include(o => o.Inspections.OrderByDescending(inspection => inspection.Year))
        .Include(o => o.Licences.OrderBy(licence => licence.Id))
        .Include(o => o.Team.OrderBy(member => member.Id))
        .Include(o => o.PastProjects.OrderByDescending(project => project.Year))
        .Include(o => o.Bars.OrderByDescending(bar => bar.Id))
        .Include(o => o.Members.OrderBy(member => member.Id));

    /// <param name="revision">The revision the editor looked at.</param>
    /// <param name="change">Answers with the reason when it cannot be done.</param>
    public async Task<Result> EditAsync(Guid id, int revision, Func<SocialOrganisation, Failure?> change, CancellationToken cancellationToken)
    {
        if (await LoadAsync(id, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        if (organisation.State == OrganisationProcess.Submitted)
        {
            return DossierFailures.BeingChecked;
        }

        if (organisation.Revision != revision)
        {
            return AccessFailures.ChangedMeanwhile;
        }

        var wasProved = organisation.BankAccount is { IsProved: true };
        if (change(organisation) is { } failure)
        {
            return failure;
        }

        organisation.CountEdit();
        if (wasProved && organisation.BankAccount is not { IsProved: true })
        {
            await mediator.Publish(new PayeeAccountChanged(organisation.Id), cancellationToken);
        }

        return Result.Ok;
    }

    /// <summary>Adds a row to a part, or finds the one to correct.</summary>
    /// <param name="id">Null for a new row.</param>
    public static Failure? Keep<T>(IReadOnlyList<T> rows, Guid? id, Func<T, Guid> idOf, Func<T> add, Action<T> describe) where T : class
    {
        var row = id is null ? rows.Count < MostRows ? add() : null : rows.FirstOrDefault(candidate => idOf(candidate) == id);
        if (row is null)
        {
            return id is null ? DossierFailures.TooMany : DossierFailures.NoSuchRow;
        }

        describe(row);
        return null;
    }

    public const int MostRows = 100;
}

internal static class DossierFailures
{
    public static Failure BeingChecked => Failure.Conflict("being_checked", "The bureau is checking the dossier, so nothing changes now. Take it back first if something is wrong.");

    /// <summary>The search for conflicts of interest looks at the board: it must not change unseen before an application.</summary>
    public static Failure FactsAreFixed => Failure.Conflict("facts_fixed", "The bureau has checked this. Choose \"Change registered facts\" on the overview first; then it is checked again.");

    public static Failure NoSuchRow => Failure.NotFound("row_unknown", "This entry is not there any more.");

    public static Failure TooMany => Failure.Invalid("too_many_rows", "There are {0} entries already. Remove one that is out of date first.", DossierDesk.MostRows);
}
