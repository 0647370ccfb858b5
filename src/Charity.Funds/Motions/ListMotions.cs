using Charity.Funds.Manage;
using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Motions;

/// <summary>The motions of a fund for its keepers, newest first.</summary>
/// <param name="After">The last page's <see cref="MotionList.Next"/>.</param>
[Requires(Permissions.ManageOwnFunds)]
internal sealed record ListMotions(string Slug, Guid? After) : IQuery<MotionList>, IFundRequest;

internal sealed record MotionList(string Slug, IReadOnlyList<MotionRow> Motions, Guid? Next);

internal sealed record MotionRow(Guid Id, string Code, LocalizedText Title, MotionKind Kind, long AmountMinor, string Currency, string State, DateOnly VoteOn, DateOnly? HeldOn);

internal sealed class ListMotionsHandler(CharityDbContext db) : IRequestHandler<ListMotions, Result<MotionList>>
{
    private const int PageLength = 50;

    public async Task<Result<MotionList>> Handle(ListMotions request, CancellationToken cancellationToken)
    {
        // By id alone: it tells the moment at which the motion was brought in.
        var motions = db.Set<Motion>().AsNoTracking().Where(motion => db.Set<Fund>().Any(fund => fund.Id == motion.FundId && fund.Slug == request.Slug));
        if (request.After is { } after)
        {
            motions = motions.Where(motion => motion.Id.CompareTo(after) < 0);
        }

        var rows = await motions.OrderByDescending(motion => motion.Id).Take(PageLength + 1)
            .Select(motion => new { motion.Id, motion.Year, motion.Number, motion.Title, motion.Kind, motion.AmountMinor, motion.Currency, motion.State, motion.VoteOn, motion.HeldOn })
            .ToListAsync(cancellationToken);
        return new MotionList(
            request.Slug,
            [.. rows.Take(PageLength).Select(row => new MotionRow(row.Id, Motion.CodeOf(row.Year, row.Number), row.Title, row.Kind, row.AmountMinor, row.Currency, row.State, row.VoteOn, row.HeldOn))],
            rows.Count > PageLength ? rows[PageLength - 1].Id : null);
    }
}
