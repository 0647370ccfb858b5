using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Ventures.Calls;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Defences;

/// <summary>One defence on a juror's phone: the criteria with their points.</summary>
[SignedIn]
internal sealed record ShowMyDefence(Guid SlotId) : IQuery<MyDefencePage>;

internal sealed record MyDefencePage(
    Guid SlotId, int Number, string Title, string Organisation, DateTime StartsUtc, DateTime EndsUtc, bool IsLocked, bool HasLeft, int Version, IReadOnlyList<Criterion> Criteria,
    IReadOnlyDictionary<string, decimal> Points, string? Comment, Guid? NextSlotId);

internal sealed class ShowMyDefenceHandler(CharityDbContext db, DefenceDesk desk, IOrganisations organisations, ICurrentUser user) : IRequestHandler<ShowMyDefence, Result<MyDefencePage>>
{
    public async Task<Result<MyDefencePage>> Handle(ShowMyDefence request, CancellationToken cancellationToken)
    {
        if (await desk.SlotOfMineAsync(request.SlotId, cancellationToken) is not { } open)
        {
            return DefenceFailures.UnknownSlot;
        }

        var id = user.Id!.Value;
        var score = await db.Set<DefenceScore>().AsNoTracking().SingleOrDefaultAsync(score => score.SlotId == request.SlotId && score.UserId == id, cancellationToken);
        return new MyDefencePage(
            open.Slot.Id, open.Submission.Number ?? 0, open.Submission.Title, (await organisations.FindAsync(open.Submission.OrganisationId, cancellationToken))?.Name.ToString() ?? string.Empty,
            open.Slot.StartsUtc, open.Slot.EndsUtc, open.Slot.IsLocked, score is { HasLeft: true }, score?.Version ?? 0, open.Call.Design.Review.Criteria,
            score?.Points ?? new Dictionary<string, decimal>(), score?.Comment, await NextAsync(open, cancellationToken));
    }

    /// <summary>The next one the juror stays for.</summary>
    private async Task<Guid?> NextAsync(OpenSlot open, CancellationToken cancellationToken)
    {
        foreach (var id in await db.Set<DefenceSlot>().Where(slot => slot.DayId == open.Day.Id && slot.Place > open.Slot.Place).OrderBy(slot => slot.Place).Select(slot => slot.Id).ToListAsync(cancellationToken))
        {
            if (await desk.SlotOfMineAsync(id, cancellationToken) is not null)
            {
                return id;
            }
        }

        return null;
    }
}
