using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using Charity.Ventures.Reviewers;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Notices;

/// <summary>Who may answer an objection, and what it does to its project.</summary>
internal static class ObjectionRules
{
    public static Task<Failure?> HandlerMustBeApart(Objection objection, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<ObjectionHandlerCheck>().RefusalAsync(objection, cancellationToken);

    public static Task<Failure?> AnswerMustBeWritten(Objection objection, IServiceProvider services, CancellationToken cancellationToken) =>
        Task.FromResult(objection.Answer is null ? Failure.Field("Answer", "answer_text_missing", "Please type the answer.") : null);

    public static async Task<Failure?> ObjectionMustBeExamined(Submission submission, IServiceProvider services, CancellationToken cancellationToken) =>
        (await OfAsync(submission, services, cancellationToken)).Exists(objection => objection.State == ObjectionProcess.Examining)
            ? null
            : Failure.Conflict("no_objection_examined", "No objection to it is being examined.");

    public static async Task<Failure?> NoObjectionMayBeExamined(Submission submission, IServiceProvider services, CancellationToken cancellationToken) =>
        (await OfAsync(submission, services, cancellationToken)).Exists(objection => objection.State == ObjectionProcess.Examining)
            ? Failure.Conflict("objection_examined", "An objection to it is still being examined.")
            : null;

    public static async Task<Failure?> ObjectionMustBeUpheld(Submission submission, IServiceProvider services, CancellationToken cancellationToken) =>
        (await OfAsync(submission, services, cancellationToken)).Exists(objection => objection.State == ObjectionProcess.Upheld)
            ? null
            : Failure.Conflict("no_objection_upheld", "No objection to it was upheld.");

    /// <summary>With what has changed in this transaction already.</summary>
    internal static Task<List<Objection>> OfAsync(Submission submission, IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<CharityDbContext>().Set<Objection>().Where(objection => objection.SubmissionId == submission.Id).ToListAsync(cancellationToken);
}

/// <summary>Keeps whoever belongs to the organisation concerned or is bound to it by an interest, and whoever put it on notice, from answering an objection to it.</summary>
internal sealed class ObjectionHandlerCheck(CharityDbContext db, ICurrentUser user, IOrganisations organisations, IUserDirectory users, ConflictDesk conflicts, IStringLocalizer texts)
{
    public async Task<Failure?> RefusalAsync(Objection objection, CancellationToken cancellationToken)
    {
        if (user is not { IsSystem: false, Id: { } id })
        {
            return null;
        }

        var organisationId = await db.Set<Submission>().Where(submission => submission.Id == objection.SubmissionId).Select(submission => submission.OrganisationId).SingleAsync(cancellationToken);
        var publisherId = await db.Set<AwardNotice>().Where(notice => notice.Id == objection.NoticeId).Select(notice => notice.PublishedById).SingleAsync(cancellationToken);
        return await ReasonAsync(id, organisationId, publisherId, cancellationToken) is { } reason
            ? await users.WithOthersAsync(reason, Permissions.HandleObjections, async other => await ReasonAsync(other, organisationId, publisherId, cancellationToken) is null, texts, cancellationToken)
            : null;
    }

    private async Task<Failure?> ReasonAsync(Guid userId, Guid organisationId, Guid? publisherId, CancellationToken cancellationToken) =>
        await organisations.RoleOfAsync(userId, organisationId, cancellationToken) is not null ? Failure.Forbidden("own_organisation", "You belong to this organisation, so a colleague has to do this.")
            : await conflicts.IsBoundAsync(userId, organisationId, cancellationToken) ? Failure.Forbidden("interest_declared", "Whoever declared an interest in this project takes no part in it.")
            : userId == publisherId ? Failure.Forbidden("handler_published", "You put this project on notice yourself, so a colleague answers objections to it.")
            : null;
}
