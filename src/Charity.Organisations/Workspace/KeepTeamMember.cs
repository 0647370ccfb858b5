using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Workspace;

/// <summary>Adds somebody who works for the organisation, or corrects the entry.</summary>
/// <param name="Id">Null for a new one.</param>
[SignedIn]
internal sealed record KeepTeamMember(Guid OrganisationId, int Revision, Guid? Id, string? Name, string? Role, SocialWorkLicence Licence, string? LicenceNumber) : ICommand, IEditorsRequest;

internal sealed class KeepTeamMemberValidator : AbstractValidator<KeepTeamMember>
{
    public KeepTeamMemberValidator()
    {
        RuleFor(member => member.Name).IsWritten().Says("person_name_missing", "Please enter the person's name.")
            .MaximumLength(SocialOrganisation.NameLength).Says("text_too_long", "Please use at most {0} characters.", SocialOrganisation.NameLength);
        RuleFor(member => member.Role).IsWritten().Says("team_role_missing", "Please say what the person does.").MaximumLength(60).Says("text_too_long", "Please use at most {0} characters.", 60);
        RuleFor(member => member.Licence).IsInEnum().Says("licence_kind_wrong", "Please choose one of the licences.");
        RuleFor(member => member.LicenceNumber).IsWritten().When(member => member.Licence != SocialWorkLicence.None).Says("licence_number_missing", "Please enter the licence's number.");
        RuleFor(member => member.LicenceNumber).MaximumLength(60).Says("text_too_long", "Please use at most {0} characters.", 60);
    }
}

internal sealed class KeepTeamMemberHandler(DossierDesk desk, TimeProvider clock) : IRequestHandler<KeepTeamMember, Result>
{
    public Task<Result> Handle(KeepTeamMember request, CancellationToken cancellationToken) => desk.EditAsync(
        request.OrganisationId,
        request.Revision,
        organisation => DossierDesk.Keep(
            organisation.Team,
            request.Id,
            member => member.Id,
            () =>
            {
                var added = new TeamMember { Id = Guid.CreateVersion7(clock.GetUtcNow()), OrganisationId = organisation.Id };
                organisation.Add(added);
                return added;
            },
            member => member.Describe(new TeamFact(
                PlainText.Clean(request.Name), PlainText.Clean(request.Role), request.Licence, request.Licence == SocialWorkLicence.None ? string.Empty : PlainText.Clean(request.LicenceNumber)))),
        cancellationToken);
}
