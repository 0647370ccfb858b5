using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Workspace;

/// <summary>Tells of a project for somebody else and how it was judged, or corrects it.</summary>
/// <param name="Id">Null for a new one.</param>
[SignedIn]
internal sealed record KeepPastProject(Guid OrganisationId, int Revision, Guid? Id, string? Title, string? Funder, int? Year, string? Mark) : ICommand, IEditorsRequest;

internal sealed class KeepPastProjectValidator : AbstractValidator<KeepPastProject>
{
    public KeepPastProjectValidator(SiteTime time)
    {
        RuleFor(project => project.Title).IsWritten().Says("project_title_missing", "Please say what the project was called.").MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(project => project.Funder).IsWritten().Says("funder_missing", "Please say who paid for it.").MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(project => project.Year).NotNull().Says("year_wrong", "Please enter a year that has begun, like {0}.", time.Today.Year - 1)
            .InclusiveBetween(1990, time.Today.Year).Says("year_wrong", "Please enter a year that has begun, like {0}.", time.Today.Year - 1);
        RuleFor(project => project.Mark).MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
    }
}

internal sealed class KeepPastProjectHandler(DossierDesk desk, TimeProvider clock) : IRequestHandler<KeepPastProject, Result>
{
    public Task<Result> Handle(KeepPastProject request, CancellationToken cancellationToken) => desk.EditAsync(
        request.OrganisationId,
        request.Revision,
        organisation => DossierDesk.Keep(
            organisation.PastProjects,
            request.Id,
            project => project.Id,
            () =>
            {
                var added = new PastProject { Id = Guid.CreateVersion7(clock.GetUtcNow()), OrganisationId = organisation.Id };
                organisation.Add(added);
                return added;
            },
            project => project.Describe(new PastProjectFact(PlainText.Clean(request.Title), PlainText.Clean(request.Funder), request.Year!.Value, PlainText.Clean(request.Mark)))),
        cancellationToken);
}
