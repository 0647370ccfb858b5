using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Ventures.Calls;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Submissions;

/// <summary>Begins a draft for one of the sender's organisations; answers with its id.</summary>
[SignedIn]
internal sealed record BeginSubmission : ICommand<Result<Guid>>
{
    public string Slug { get; init; } = string.Empty;
    public Guid? OrganisationId { get; init; }
    public string? Title { get; init; }
}

internal sealed class BeginSubmissionValidator : AbstractValidator<BeginSubmission>
{
    public BeginSubmissionValidator()
    {
        RuleFor(begin => begin.OrganisationId).NotNull().Says("organisation_missing", "Choose the organisation that applies.");
        RuleFor(begin => begin.Title).Must(title => PlainText.Clean(title).Length > 0).Says("title_missing", "Give the project a title; you can change it later.")
            .Must(title => PlainText.Clean(title).Length <= Submission.TitleLength).Says("text_too_long", "Please use at most {0} characters.", Submission.TitleLength);
    }
}

internal sealed class BeginSubmissionHandler(CharityDbContext db, CallDesk calls, IOrganisations organisations, ICurrentUser user, TimeProvider clock) : IRequestHandler<BeginSubmission, Result<Guid>>
{
    /// <summary>Enough for several ideas, too few to fill the site with.</summary>
    private const int MostDrafts = 10;

    public async Task<Result<Guid>> Handle(BeginSubmission request, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(request.Slug, cancellationToken) is not { IsPublic: true } call)
        {
            return CallFailures.Unknown;
        }

        if (!call.TakesSubmissions(clock.GetUtcNow().UtcDateTime))
        {
            return Failure.Conflict("call_not_open", "This call does not take submissions now.");
        }

        var organisationId = request.OrganisationId!.Value;
        if (await organisations.RoleOfAsync(user.Id!.Value, organisationId, cancellationToken) is not (OrganisationRole.Owner or OrganisationRole.Editor))
        {
            return Failure.Field(nameof(request.OrganisationId), "organisation_not_yours", "Choose an organisation for which you may write.");
        }

        if (await db.Set<Submission>().CountAsync(draft => draft.CallId == call.Id && draft.OrganisationId == organisationId && draft.State == SubmissionProcess.Draft, cancellationToken) >= MostDrafts)
        {
            return Failure.Conflict("too_many_drafts", "Your organisation has {0} drafts in this call already. Go on with one of them, or discard one.", MostDrafts);
        }

        var submission = Submission.Begin(call.Id, call.Form.Number, organisationId, PlainText.Clean(request.Title), new Writer(user.Id.Value, user.Name), clock.GetUtcNow());
        db.Add(submission);
        return submission.Id;
    }
}
