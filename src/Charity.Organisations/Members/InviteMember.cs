using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Members;

/// <summary>Invites a colleague by mail.</summary>
[SignedIn]
internal sealed record InviteMember(Guid OrganisationId, string? Email, OrganisationRole? Role) : ICommand, IOwnersRequest;

internal sealed class InviteMemberValidator : AbstractValidator<InviteMember>
{
    public InviteMemberValidator()
    {
        RuleFor(member => member.Email).Must(EmailAddresses.IsValid).Says("email_wrong", "Please enter a valid e-mail address.");
        RuleFor(member => member.Role).NotNull().Says("member_role_missing", "Please choose what the colleague may do.").IsInEnum().Says("member_role_missing", "Please choose what the colleague may do.");
    }
}

internal sealed class InviteMemberHandler(DossierDesk desk, InvitationDesk invitations) : IRequestHandler<InviteMember, Result>
{
    public async Task<Result> Handle(InviteMember request, CancellationToken cancellationToken) =>
        await desk.LoadAsync(request.OrganisationId, cancellationToken) is { } organisation
            ? await invitations.InviteAsync(organisation, request.Email!, request.Role!.Value, cancellationToken)
            : AccessFailures.Unknown;
}
