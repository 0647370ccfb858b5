using System.Security.Cryptography;
using System.Text;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;
using Charity.Ventures.Projects;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Notices;

/// <summary>Awards one project whose notice is over: the state, the reservation in the books and the project in one transaction, or nothing.</summary>
internal sealed class AwardDesk(CharityDbContext db, IWorkflowDoor door, HeldMoney held, ILedger ledger, IMediator mediator, SiteTime time, TimeProvider clock)
{
    public async Task<Result> AwardAsync(Guid submissionId, CancellationToken cancellationToken)
    {
        var submission = await db.Set<Submission>().SingleAsync(submission => submission.Id == submissionId, cancellationToken);
        await db.LockAsync(SelectionDesk.LockOf(submission.CallId), cancellationToken);
        await db.Entry(submission).ReloadAsync(cancellationToken);
        var fired = await door.FireAsync(SubmissionProcess.Table, submission, SubmissionProcess.Award, expectedVersion: null, note: null, cancellationToken);
        if (fired.Failure is not null)
        {
            return fired;
        }

        var call = await db.Set<Call>().Include(call => call.Forms).SingleAsync(call => call.Id == submission.CallId, cancellationToken);
        var entry = (await held.EntryOfAsync(submissionId, cancellationToken))!.Entry;
        var project = Project.SlugOf(call.Slug, entry.Number);
        var parts = entry.Parts.Select((part, index) => new ReservedPart(part, ReservationOf(submissionId, index))).ToList();
        await mediator.Publish(new SubmissionAwarded(submission, call, clock.GetUtcNow(), project, parts), cancellationToken);

        // Last, because the books' lock is held until the transaction ends.
        return await ReserveAsync(call, entry, project, parts, cancellationToken);
    }

    /// <summary>The same for the same award, whatever is repeated: reserved once.</summary>
    internal static Guid ReservationOf(Guid submissionId, int part) => new(SHA256.HashData(Encoding.ASCII.GetBytes(FormattableString.Invariant($"award:{submissionId:N}:{part}"))).AsSpan(0, 16));

    private async Task<Result> ReserveAsync(Call call, AwardNoticeEntry entry, string project, IReadOnlyList<ReservedPart> parts, CancellationToken cancellationToken)
    {
        foreach (var (part, reservationId) in parts)
        {
            var (available, committed) = CodesOf(call.Slug, part.FundSlug, part.Name, project);
            var opened = await ledger.OpenAccountsAsync(AccountsOf(call, part, entry, available, committed), cancellationToken);
            if (opened.Failure is not null)
            {
                return opened;
            }

            var reserved = await ledger.ReserveAsync(
                new EntryDraft(reservationId, EntryKinds.Commitment, $"project:{project}", time.Today, [new PostingDraft(available, committed, part.AmountMinor)]), cancellationToken);
            if (reserved.Failure is { } failure)
            {
                return failure;
            }
        }

        return Result.Ok;
    }

    /// <summary>Public money has accounts of its own for each call, so that the books tell what was promised of it.</summary>
    internal static (string Available, string Committed) CodesOf(string callSlug, string? fundSlug, LocalizedText? name, string project)
    {
        if (fundSlug is { } fund)
        {
            return (AccountCodes.FundAvailable(fund), AccountCodes.FundCommitted(fund, project));
        }

        var owner = $"public:{callSlug}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name?.Zh ?? string.Empty)).AsSpan(0, 4))}";
        return ($"{owner}:grant", $"{owner}:promised:{project}");
    }

    private static IReadOnlyList<AccountDraft> AccountsOf(Call call, AwardPart part, AwardNoticeEntry entry, string available, string committed)
    {
        var committedDraft = new AccountDraft(committed, AccountType.NetAssets, call.Design.Money.Currency, "Promised to the project {0}", entry.Title);

        // A fund's money is there or not, which its own account holds. Public money comes from outside the books: the call's sum is its limit.
        return part.FundSlug is not null ? [committedDraft] : [new AccountDraft(available, AccountType.NetAssets, call.Design.Money.Currency, "Public money of {0}", part.Name?.Zh), committedDraft];
    }
}
