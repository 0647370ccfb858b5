using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using Charity.Ventures.Projects;
using Charity.Ventures.Reviewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Duties;

/// <summary>
/// Keeps the duties of one project apart: nobody acts on a project of an organisation they belong to or declared an interest in, and nobody
/// does two things of which one checks the other. A refusal says why, and who still may.
/// </summary>
internal sealed class DutyCheck(CharityDbContext db, ICurrentUser user, IOrganisations organisations, IUserDirectory users, ConflictDesk conflicts, IStringLocalizer texts, TimeProvider clock)
{
    /// <summary>Two duties of which one checks the other, either way round.</summary>
    private static readonly (Duty One, Duty Other)[] Apart =
    [
        (Duty.Sign, Duty.Propose), (Duty.Sign, Duty.Score),
        (Duty.Evaluate, Duty.Propose), (Duty.Evaluate, Duty.Sign), (Duty.Evaluate, Duty.Monitor),
        (Duty.RequestPayment, Duty.Score), (Duty.RequestPayment, Duty.Evaluate),
        (Duty.ApprovePayment, Duty.Propose), (Duty.ApprovePayment, Duty.Score), (Duty.ApprovePayment, Duty.Monitor), (Duty.ApprovePayment, Duty.Evaluate),
        (Duty.ApprovePayment, Duty.RequestPayment),
        (Duty.Pay, Duty.Propose), (Duty.Pay, Duty.Score), (Duty.Pay, Duty.Evaluate), (Duty.Pay, Duty.RequestPayment), (Duty.Pay, Duty.ApprovePayment),
    ];

    /// <summary>Whether the current user may take a duty; what the system does it does for nobody.</summary>
    /// <param name="permission">Whose holders are named as those who still may.</param>
    public async Task<Failure?> RefusalAsync(Project project, Duty duty, string permission, CancellationToken cancellationToken) =>
        user.Id is { } id && await ReasonAsync(project, id, duty, cancellationToken) is { } reason
            ? await users.WithOthersAsync(reason, permission, async other => await ReasonAsync(project, other, duty, cancellationToken) is null, texts, cancellationToken)
            : null;

    /// <summary>Why somebody may not take a duty; null when they may.</summary>
    public async Task<Failure?> ReasonAsync(Project project, Guid userId, Duty duty, CancellationToken cancellationToken)
    {
        if (await organisations.RoleOfAsync(userId, project.OrganisationId, cancellationToken) is not null)
        {
            return Failure.Conflict("own_organisation", "Whoever belongs to the organisation cannot do this for its project.");
        }

        var held = await HeldAsync(project, userId, cancellationToken);
        return held.Contains(Duty.Interest) || await conflicts.IsBoundAsync(userId, project.OrganisationId, cancellationToken) ? Failure.Conflict("interest_declared", "Whoever declared an interest in this project takes no part in it.")
            : held.Where(other => AreApart(duty, other)).Select(other => (Duty?)other).FirstOrDefault() is { } earlier
                ? Failure.Conflict("duties_apart", "Whoever has done this for the project cannot do that as well: {0}.", texts[DutyWords.Of(earlier)])
            : null;
    }

    /// <summary>Writes down that somebody has taken a duty; once is enough.</summary>
    public async Task RecordAsync(Guid subjectId, Guid userId, Duty duty, CancellationToken cancellationToken)
    {
        if (db.Set<DutyRecord>().Local.Any(record => record.SubjectId == subjectId && record.UserId == userId && record.Duty == duty)
            || await db.Set<DutyRecord>().AnyAsync(record => record.SubjectId == subjectId && record.UserId == userId && record.Duty == duty, cancellationToken))
        {
            return;
        }

        db.Add(DutyRecord.Of(subjectId, userId, duty, clock.GetUtcNow()));
    }

    /// <summary>The same, for whoever acts now; the system takes no duty.</summary>
    public Task RecordMineAsync(Guid subjectId, Duty duty, CancellationToken cancellationToken) =>
        user.Id is { } id ? RecordAsync(subjectId, id, duty, cancellationToken) : Task.CompletedTask;

    internal static bool AreApart(Duty one, Duty other) => Apart.Contains((one, other)) || Apart.Contains((other, one));

    private async Task<IReadOnlyList<Duty>> HeldAsync(Project project, Guid userId, CancellationToken cancellationToken)
    {
        // A duty that was taken earlier in this transaction counts too.
        var before = await db.Set<DutyRecord>()
            .Where(record => record.UserId == userId && (record.SubjectId == project.Id || record.SubjectId == project.SubmissionId))
            .Select(record => record.Duty)
            .ToListAsync(cancellationToken);
        return [.. before.Concat(db.Set<DutyRecord>().Local.Where(record => record.UserId == userId && (record.SubjectId == project.Id || record.SubjectId == project.SubmissionId)).Select(record => record.Duty)).Distinct().Order()];
    }
}

/// <summary>English words, keys of their translations.</summary>
internal static class DutyWords
{
    public static string Of(Duty duty) => duty switch
    {
        Duty.Interest => "an interest was declared",
        Duty.Advise => "advised the applicant",
        Duty.Score => "scored the submission",
        Duty.Propose => "proposed the award",
        Duty.Sign => "signed the agreement",
        Duty.Monitor => "visited the project",
        Duty.Evaluate => "assessed a report",
        Duty.RequestPayment => "asked for a payment",
        Duty.ApprovePayment => "approved a payment",
        Duty.Pay => "paid",
        _ => throw new InvalidOperationException($"Unknown duty {duty}."),
    };
}
