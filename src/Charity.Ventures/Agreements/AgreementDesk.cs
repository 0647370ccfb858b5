using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Agreements;

/// <summary>Finds a project's agreements.</summary>
internal sealed class AgreementDesk(CharityDbContext db)
{
    /// <summary>All of them, the newest first; to look at.</summary>
    public async Task<IReadOnlyList<Agreement>> OfAsync(Guid projectId, CancellationToken cancellationToken) =>
        await db.Set<Agreement>().AsNoTracking().Where(agreement => agreement.ProjectId == projectId).OrderByDescending(agreement => agreement.Number).ToListAsync(cancellationToken);

    /// <summary>The one to sign, as it was read: another text, or one that was signed or withdrawn meanwhile, is refused.</summary>
    /// <param name="hash">Of the text the signer has read.</param>
    public async Task<Result<Agreement>> ToSignAsync(Project project, string? hash, CancellationToken cancellationToken)
    {
        var agreement = await db.Set<Agreement>().Where(agreement => agreement.ProjectId == project.Id).OrderByDescending(agreement => agreement.Number).FirstOrDefaultAsync(cancellationToken);
        if (agreement is null)
        {
            return Failure.Conflict("agreement_missing", "The bureau has not written the agreement yet.");
        }

        // The text is what is signed: a row that was changed in the database is not.
        return agreement.Sha256 == hash && agreement.Sha256 == Agreement.HashOf(agreement.Text) ? agreement
            : Failure.Conflict("agreement_changed", "The text is not the one you have read. Read it again before you sign.");
    }
}
