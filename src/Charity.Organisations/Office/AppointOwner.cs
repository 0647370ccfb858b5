using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Organisations.Members;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Office;

/// <summary>Invites an owner on the bureau's word: for an organisation that has lost its last one, or whose dossier somebody else took.</summary>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record AppointOwner(Guid Id, string? Email) : ICommand;

internal sealed class AppointOwnerValidator : AbstractValidator<AppointOwner>
{
    public AppointOwnerValidator() => RuleFor(owner => owner.Email).Must(EmailAddresses.IsValid).Says("email_wrong", "Please enter a valid e-mail address.");
}

internal sealed class AppointOwnerHandler(CharityDbContext db, InvitationDesk invitations) : IRequestHandler<AppointOwner, Result>
{
    public async Task<Result> Handle(AppointOwner request, CancellationToken cancellationToken) =>
        await db.Set<SocialOrganisation>().AnyAsync(o => o.Id == request.Id, cancellationToken)
            ? await invitations.InviteAsync(request.Id, request.Email!, OrganisationRole.Owner, cancellationToken)
            : AccessFailures.Unknown;
}
