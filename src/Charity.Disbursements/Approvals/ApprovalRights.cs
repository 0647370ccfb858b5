using Charity.Disbursements.Requests;
using Charity.Disbursements.Subjects;
using Charity.Funds.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Users.Contracts;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Approvals;

/// <summary>Says by whose right the current user decides about a payment: their own, or that of somebody who is away and has let them.</summary>
internal sealed class ApprovalRights(CharityDbContext db, ICurrentUser user, IPermissionService permissions, IUserDirectory users, IUserScopes scopes, IFunds funds, PaymentSubjects subjects, SiteTime time)
{
    /// <summary>Fund managers decide about the money of the funds in their care; whoever approves large payments about every fund's, and public money is nobody's in particular.</summary>
    public async Task<Failure?> FundRefusalAsync(PaymentRequest request, CancellationToken cancellationToken)
    {
        var slugs = request.Parts.Select(part => part.FundSlug).OfType<string>().ToList();
        if (slugs.Count == 0 || await permissions.HasAsync(Permissions.ApproveLargePayments, cancellationToken) || (await funds.MineAsync(cancellationToken)).Any(fund => slugs.Contains(fund.Slug)))
        {
            return null;
        }

        foreach (var delegation in await ToMeAsync(cancellationToken))
        {
            if (await CanLendAsync(delegation, request, slugs, cancellationToken))
            {
                return null;
            }
        }

        return Failure.Conflict("not_your_fund", "None of this money comes from a fund in your care, so those who look after it decide.");
    }

    /// <summary>The right to take a step of the rule.</summary>
    /// <returns>Null in the value for one's own right; otherwise the delegation that gives it.</returns>
    public async Task<Result<Delegation?>> OfStepAsync(PaymentRequest request, string permission, CancellationToken cancellationToken)
    {
        var slugs = request.Parts.Select(part => part.FundSlug).OfType<string>().ToList();
        var own = await permissions.CheckAsync(permission, cancellationToken);
        var isMine = slugs.Count == 0 || await permissions.HasAsync(Permissions.ApproveLargePayments, cancellationToken) || (await funds.MineAsync(cancellationToken)).Any(fund => slugs.Contains(fund.Slug));
        if (own is null && isMine)
        {
            return (Delegation?)null;
        }

        var holders = (await users.HoldersAsync(permission, cancellationToken)).Select(holder => holder.Id).ToHashSet();
        foreach (var delegation in await ToMeAsync(cancellationToken))
        {
            if (holders.Contains(delegation.FromId) && !request.Standing.Any(approval => approval.IsBy(delegation.FromId)) && await CanLendAsync(delegation, request, slugs, cancellationToken))
            {
                return delegation;
            }
        }

        return own ?? Failure.Conflict("not_your_fund", "None of this money comes from a fund in your care, so those who look after it decide.");
    }

    /// <summary>Who might not decide about it themselves has no right to lend: whoever asked, moved it or has another duty.</summary>
    private async Task<bool> CanLendAsync(Delegation delegation, PaymentRequest request, List<string> slugs, CancellationToken cancellationToken) =>
        delegation.FromId != request.RequestedById && await LooksAfterAsync(delegation.FromId, slugs, cancellationToken)
        && await subjects.Of(request).DutyReasonAsync(request, delegation.FromId, PaymentDuty.Approve, cancellationToken) is null;

    private async Task<IReadOnlyList<Delegation>> ToMeAsync(CancellationToken cancellationToken)
    {
        var (me, today) = (user.Id, time.Today);
        return me is null ? [] : await db.Set<Delegation>().AsNoTracking()
            .Where(delegation => delegation.ToId == me && delegation.FromDay <= today && delegation.UntilDay >= today && delegation.RevokedUtc == null)
            .OrderBy(delegation => delegation.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Whether one of the funds is in somebody's care, or they approve large payments of every fund.</summary>
    public async Task<bool> LooksAfterAsync(Guid userId, List<string> slugs, CancellationToken cancellationToken)
    {
        if (slugs.Count == 0 || (await users.HoldersAsync(Permissions.ApproveLargePayments, cancellationToken)).Any(holder => holder.Id == userId))
        {
            return true;
        }

        var theirs = await scopes.OfAsync(userId, cancellationToken);
        foreach (var slug in slugs)
        {
            if (theirs.FundSlugs.Contains(slug)
                || (await funds.FindAsync(slug, cancellationToken) is { } fund && (await funds.KeepersAsync(fund, cancellationToken)).Intersect(theirs.AreaCodes.Select(ScopeCodes.OfArea), StringComparer.Ordinal).Any()))
            {
                return true;
            }
        }

        return false;
    }
}
