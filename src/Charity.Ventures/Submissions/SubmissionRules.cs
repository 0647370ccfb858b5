using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Ventures.Calls;
using Charity.Ventures.Screening;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ventures.Submissions;

/// <summary>What has to be true before a submission moves, each with the reason a person can act on.</summary>
internal static class SubmissionRules
{
    public static async Task<Failure?> OnlyThoseWhoWriteIt(Submission submission, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (services.GetRequiredService<ICurrentUser>() is { IsSystem: true })
        {
            return null;
        }

        return await RoleAsync(submission, services, cancellationToken) switch
        {
            null => SubmissionFailures.Unknown,
            OrganisationRole.Owner or OrganisationRole.Editor => null,
            _ => SubmissionFailures.NotYourRole,
        };
    }

    /// <summary>Nobody of the office checks what an organisation of theirs handed in, or one that an interest binds them to.</summary>
    public static Task<Failure?> OfficerMustNotBelongToIt(Submission submission, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ScreenerCheck>().RefusalAsync(submission.OrganisationId, Permissions.ScreenSubmissions, cancellationToken);

    /// <summary>The site's clock decides; what was under way when the last day ended is still taken during the grace.</summary>
    public static async Task<Failure?> CallMustTakeIt(Submission submission, IServiceProvider services, CancellationToken cancellationToken)
    {
        var call = await CallAsync(submission, services, cancellationToken);
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        return call.State == CallProcess.Open && now < (submission.BegunUtc < call.ClosesUtc ? call.GraceEndsUtc : call.ClosesUtc)
            ? null
            : SubmissionFailures.Late;
    }

    public static async Task<Failure?> NothingMayBeMissing(Submission submission, IServiceProvider services, CancellationToken cancellationToken)
    {
        var missing = await services.GetRequiredService<SubmissionDesk>().ReadinessAsync(submission, cancellationToken);
        return missing.Count == 0
            ? null
            : Failure.Invalid("submission_not_ready", "It cannot be handed in yet. Still to be done: {0}.", missing.Count) with { Fields = missing };
    }

    public static async Task<Failure?> OrganisationMustBeVerified(Submission submission, IServiceProvider services, CancellationToken cancellationToken) =>
        await services.GetRequiredService<IOrganisations>().FindAsync(submission.OrganisationId, cancellationToken) is { IsVerified: true }
            ? null
            : Failure.Conflict("organisation_not_verified", "The bureau has to have verified the organisation's record first. Ask for it on the organisation's page; what you wrote stays here.");

    public static async Task<Failure?> NotMoreThanAllowed(Submission submission, IServiceProvider services, CancellationToken cancellationToken)
    {
        var call = await CallAsync(submission, services, cancellationToken);
        if (call.Design.Eligibility.MostSubmissions is not (> 0 and var most))
        {
            return null;
        }

        var others = await services.GetRequiredService<CharityDbContext>().Set<Submission>().CountAsync(
            other => other.CallId == call.Id && other.OrganisationId == submission.OrganisationId && other.Id != submission.Id
                && other.Number != null && other.State != SubmissionProcess.Withdrawn,
            cancellationToken);
        return others < most
            ? null
            : Failure.Conflict("too_many_submissions", "One organisation hands in at most {0} in this call. Withdraw the other one first if this one is to count.", most);
    }

    public static Task<Failure?> DayMustNotHavePassed(Submission submission, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        submission.ReviseBy >= services.GetRequiredService<SiteTime>().Today
            ? null
            : Failure.Conflict("revision_late", "The day for handing it in again has passed."));

    public static Task<Failure?> DayMustHavePassed(Submission submission, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        submission.ReviseBy < services.GetRequiredService<SiteTime>().Today
            ? null
            : Failure.Conflict("revision_open", "The applicant still has time."));

    public static Task<Failure?> EveryRuleMustBeMet(Submission submission, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        submission.Eligibility.Open.Any()
            ? Failure.Conflict("rules_open", "A rule of the call is not met, or nobody has confirmed it. Decide about each with a written reason first.")
            : null);

    private static Task<Call> CallAsync(Submission submission, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<CharityDbContext>().Set<Call>().SingleAsync(call => call.Id == submission.CallId, cancellationToken);

    private static async Task<OrganisationRole?> RoleAsync(Submission submission, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ICurrentUser>() is { IsSystem: false, Id: { } userId }
            ? await services.GetRequiredService<IOrganisations>().RoleOfAsync(userId, submission.OrganisationId, cancellationToken)
            : null;
}

internal static class SubmissionFailures
{
    public static Failure Unknown => Failure.NotFound("submission_unknown", "There is no such submission.");

    public static Failure NotYourRole => Failure.Forbidden("not_your_role", "Your role in this organisation does not include this. Ask one of its owners.");

    public static Failure NoSuchVersion => Failure.NotFound("version_unknown", "There is nothing earlier to compare it with.");

    public static Failure NoSuchPart => Failure.NotFound("part_unknown", "The form has no such part.");

    public static Failure Late => Failure.Conflict("call_closed", "The call takes no submissions any more. What you wrote stays here, and you can use it in the next call.");

    /// <summary>The page shows both.</summary>
    public static Failure PartChanged => Failure.Conflict("part_changed", "A colleague saved this part while you were writing.");

    public static Failure NotWritten => Failure.Conflict("submission_not_written", "It was handed in meanwhile and is not written any more.");
}
