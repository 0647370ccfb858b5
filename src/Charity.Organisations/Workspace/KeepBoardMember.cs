using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Identifiers;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Workspace;

/// <summary>Adds a member of the board or a supervisor, or corrects one; like the registered facts only until the bureau has checked them. Of the identity number only a fingerprint is kept.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="Identity">Optional; empty keeps what was given before for the same name.</param>
[SignedIn]
internal sealed record KeepBoardMember(Guid OrganisationId, int Revision, Guid? Id, string? Name, BoardRole? Role, string? Identity) : ICommand, IEditorsRequest;

internal sealed class KeepBoardMemberValidator : AbstractValidator<KeepBoardMember>
{
    public KeepBoardMemberValidator(SiteTime time)
    {
        RuleFor(member => member.Name).IsWritten().Says("person_name_missing", "Please enter the person's name.")
            .MaximumLength(SocialOrganisation.NameLength).Says("text_too_long", "Please use at most {0} characters.", SocialOrganisation.NameLength);
        RuleFor(member => member.Role).NotNull().Says("board_role_missing", "Please choose the person's office.").IsInEnum().Says("board_role_missing", "Please choose the person's office.");
        RuleFor(member => member.Identity).Must(number => string.IsNullOrWhiteSpace(number) || ResidentIdentityNumber.Check(number, time.Today).IsValid)
            .Says("identity_wrong", "This is not an identity number. Please compare its 18 characters.");
    }
}

internal sealed class KeepBoardMemberHandler(DossierDesk desk, Fingerprints fingerprints, SiteTime time, TimeProvider clock) : IRequestHandler<KeepBoardMember, Result>
{
    public Task<Result> Handle(KeepBoardMember request, CancellationToken cancellationToken)
    {
        var fingerprint = string.IsNullOrWhiteSpace(request.Identity) ? null : fingerprints.OfIdentity(ResidentIdentityNumber.Check(request.Identity, time.Today).Normalised);
        return desk.EditAsync(
            request.OrganisationId,
            request.Revision,
            organisation => !organisation.IsOpenForFacts ? DossierFailures.FactsAreFixed : DossierDesk.Keep(
                organisation.Board,
                request.Id,
                member => member.Id,
                () =>
                {
                    var added = new BoardMember { Id = Guid.CreateVersion7(clock.GetUtcNow()), OrganisationId = organisation.Id };
                    organisation.Add(added);
                    return added;
                },
                member => member.Describe(PlainText.Clean(request.Name), request.Role!.Value, fingerprint)),
            cancellationToken);
    }
}
