using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Ventures.Reviews;
using Charity.Ventures.Submissions;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ventures.Reviewers;

/// <summary>Says what binds a reviewer to an organisation. From that moment nothing of the organisation's is shown to them, and the office is told.</summary>
[SignedIn]
internal sealed record DeclareInterest : ICommand
{
    public string? Organisation { get; init; }
    public InterestKind? Kind { get; init; }
    public DateOnly? Since { get; init; }
    public DateOnly? Until { get; init; }
    public string? Note { get; init; }
}

internal sealed class DeclareInterestValidator : AbstractValidator<DeclareInterest>
{
    public DeclareInterestValidator()
    {
        RuleFor(interest => interest.Organisation).Must(name => ConflictSearch.Plain(name).Length > 0).Says("organisation_name_missing", "Please type the organisation's full name.")
            .MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(interest => interest.Kind).NotNull().Says("interest_kind_missing", "Please choose what binds you to it.").IsInEnum().Says("interest_kind_missing", "Please choose what binds you to it.");
        RuleFor(interest => interest.Until).Must((interest, until) => until is null || interest.Since is null || until >= interest.Since).Says("ends_before_begin", "It would end before it begins.");
        RuleFor(interest => interest.Note).MaximumLength(ReviewerInterest.NoteLength).Says("text_too_long", "Please use at most {0} characters.", ReviewerInterest.NoteLength)
            .Must((interest, note) => interest.Kind != InterestKind.Other || PlainText.Clean(note).Length > 0).Says("interest_note_missing", "Please say in a sentence what binds you to it.");
    }
}

internal sealed class DeclareInterestHandler(CharityDbContext db, ReviewDesk desk, ConflictDesk conflicts, IOrganisations organisations, SiteTime time, TimeProvider clock) : IRequestHandler<DeclareInterest, Result>
{
    public async Task<Result> Handle(DeclareInterest request, CancellationToken cancellationToken)
    {
        if (await desk.MeAsync(cancellationToken) is not { } me)
        {
            return ReviewerFailures.NotOne;
        }

        if (request.Since > time.Today)
        {
            return Failure.Field(nameof(request.Since), "day_in_future", "This day is still to come.");
        }

        var name = PlainText.Clean(request.Organisation);
        var plain = ConflictSearch.Plain(name);
        var known = (await organisations.VerifiedAsync(cancellationToken)).FirstOrDefault(organisation => ConflictSearch.Plain(organisation.Name.Zh) == plain || ConflictSearch.Plain(organisation.Name.En) == plain);
        db.Add(ReviewerInterest.Declare(me.Id, known?.Id, name, request.Kind!.Value, request.Since, request.Until, PlainText.Clean(request.Note, keepLines: true), clock.GetUtcNow()));

        // Also those that are only linked with the organisation, and those it names without our knowing.
        await conflicts.RefreshAsync([me], await TouchedAsync(me, known?.Id, cancellationToken), cancellationToken);
        return Result.Ok;
    }

    /// <summary>Whose submissions this reviewer has, and the organisation itself.</summary>
    private async Task<List<Guid>> TouchedAsync(Reviewer me, Guid? organisationId, CancellationToken cancellationToken)
    {
        var reviewed = await db.Set<Review>().Where(review => review.ReviewerId == me.Id && db.Set<Submission>().Any(submission => submission.Id == review.SubmissionId && SubmissionProcess.Pending.Contains(submission.State)))
            .Select(review => review.OrganisationId).Distinct().ToListAsync(cancellationToken);
        return organisationId is { } id && !reviewed.Contains(id) ? [.. reviewed, id] : reviewed;
    }
}
