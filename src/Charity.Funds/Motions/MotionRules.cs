using Charity.Funds.Contracts;
using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Funds.Motions;

/// <summary>What has to be true before a motion moves, each with the reason a person can act on.</summary>
internal static class MotionRules
{
    public static async Task<Failure?> FundMustBeTheirs(Motion motion, IServiceProvider services, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<IFunds>().MineAsync(cancellationToken)).Any(fund => fund.Id == motion.FundId) ? null : MotionFailures.NotYours;

    public static async Task<Failure?> FundMustBeOpen(Motion motion, IServiceProvider services, CancellationToken cancellationToken) =>
        (await FundAsync(motion, services, cancellationToken)).State == FundProcess.Open
            ? null
            : Failure.Conflict("fund_not_open", "The fund is not open, so nothing of it is put to the vote.");

    /// <summary>The plan may have been changed since the draft was written.</summary>
    public static async Task<Failure?> PurposeMustBeTheFunds(Motion motion, IServiceProvider services, CancellationToken cancellationToken) =>
        FundPurposes.Of(await FundAsync(motion, services, cancellationToken)).Any(purpose => purpose.Text == motion.Purpose)
            ? null
            : Failure.Conflict("purpose_gone", "The fund's plan does not name this purpose any more. Choose one that it names now.");

    /// <summary>Five or more, odd, with a supervisor: the rule that opens a fund holds for its votes too.</summary>
    public static async Task<Failure?> CommitteeMustBeSound(Motion motion, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (motion.Kind != MotionKind.Committee)
        {
            return null;
        }

        var rules = await services.GetRequiredService<ISettingsStore>().GetAsync<FundSettings>(cancellationToken);
        var lacks = OpeningRules.CommitteeMustBeSound((await FundAsync(motion, services, cancellationToken)).Committee, rules.CommitteeMinimum).FirstOrDefault();
        return lacks is null ? null : Failure.Conflict(lacks.Code, lacks.Message, lacks.Arguments);
    }

    public static async Task<Failure?> VoteMustBeAnnouncedInTime(Motion motion, IServiceProvider services, CancellationToken cancellationToken)
    {
        var days = (await services.GetRequiredService<ISettingsStore>().GetAsync<FundSettings>(cancellationToken)).MotionNoticeDays;
        var earliest = services.GetRequiredService<SiteTime>().Today.AddDays(days);
        return motion.VoteOn >= earliest ? null : Failure.Conflict("vote_too_soon", "The vote cannot be before {0}: everybody must have time to read the motion.", earliest);
    }

    /// <summary>Whoever brought a motion in does not say how the vote on it went.</summary>
    public static Task<Failure?> VoteMustBeRecordedByAnother(Motion motion, IServiceProvider services, CancellationToken cancellationToken)
    {
        var user = services.GetRequiredService<ICurrentUser>();
        return Task.FromResult(
            (user.Id is { } id && id == motion.MovedById) || MotionNames.AreSame(user.Name, motion.Mover.Name) || MotionNames.AreSame(user.Name, motion.Seconder.Name)
                ? Failure.Conflict("recorded_by_mover", "You brought this motion in, moved or seconded it, so somebody else records the vote.")
                : null);
    }

    public static async Task<Failure?> PaperMustBeThere(Motion motion, IServiceProvider services, CancellationToken cancellationToken)
    {
        var papers = await services.GetRequiredService<IAttachments>().ListAsync(motion.Files, cancellationToken);
        return motion.Kind == MotionKind.Committee
            ? papers.Any(paper => paper.Purpose is MotionPaper.Minutes or MotionPaper.PublicMinutes) ? null : Failure.Conflict("minutes_missing", "Attach the minutes of the meeting first.")
            : papers.Any(paper => paper.Purpose == MotionPaper.SignInSheet) ? null : Failure.Conflict("sign_in_missing", "Attach the sign-in sheet of the meeting first.");
    }

    public static Task<Failure?> MoreThanHalfMustBeForIt(Motion motion, IServiceProvider services, CancellationToken cancellationToken) =>
        Task.FromResult(motion.Tally is { Passes: true } ? null : Failure.Conflict("no_majority", "No vote of more than half is recorded for it."));

    public static Task<Failure?> MajorityMustBeMissing(Motion motion, IServiceProvider services, CancellationToken cancellationToken) =>
        Task.FromResult(motion.Tally is { Passes: false } ? null : Failure.Conflict("not_voted_down", "No vote is recorded in which it found no majority."));

    private static async Task<Fund> FundAsync(Motion motion, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<CharityDbContext>().Set<Fund>().AsNoTracking().AsSplitQuery().Include(fund => fund.Campaign).Include(fund => fund.Committee)
            .SingleAsync(fund => fund.Id == motion.FundId, cancellationToken);
}

internal static class MotionFailures
{
    public static Failure Unknown => Failure.NotFound("motion_unknown", "There is no such motion.");

    public static Failure NotYours => Failure.Forbidden("not_your_fund", "This fund is looked after by others. Ask an administrator if it should be yours.");

    public static Failure NoDraft => Failure.Conflict("motion_no_draft", "The motion is published and cannot be changed any more. Withdraw it and move a new one.");
}
