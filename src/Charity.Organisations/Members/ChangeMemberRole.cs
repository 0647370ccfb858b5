using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Members;

/// <summary>Gives a colleague another role.</summary>
[SignedIn]
internal sealed record ChangeMemberRole(Guid OrganisationId, Guid UserId, OrganisationRole? Role) : ICommand, IOwnersRequest;

internal sealed class ChangeMemberRoleValidator : AbstractValidator<ChangeMemberRole>
{
    public ChangeMemberRoleValidator() =>
        RuleFor(member => member.Role).NotNull().Says("member_role_missing", "Please choose what the colleague may do.").IsInEnum().Says("member_role_missing", "Please choose what the colleague may do.");
}

internal sealed class ChangeMemberRoleHandler(DossierDesk desk) : IRequestHandler<ChangeMemberRole, Result>
{
    public async Task<Result> Handle(ChangeMemberRole request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.OrganisationId, cancellationToken) is not { } organisation || organisation.Members.FirstOrDefault(m => m.UserId == request.UserId) is not { } member)
        {
            return MemberFailures.Unknown;
        }

        if (request.Role != OrganisationRole.Owner && MemberRules.IsLastOwner(organisation, member))
        {
            return MemberFailures.LastOwner;
        }

        member.Become(request.Role!.Value);
        organisation.CountEdit();
        return Result.Ok;
    }
}

internal static class MemberRules
{
    public static bool IsLastOwner(SocialOrganisation organisation, OrganisationMember member) =>
        member.Role == OrganisationRole.Owner && organisation.Members.Count(candidate => candidate.Role == OrganisationRole.Owner) == 1;
}

internal static class MemberFailures
{
    public static Failure Unknown => Failure.NotFound("member_unknown", "This person does not belong to the organisation any more.");

    public static Failure LastOwner => Failure.Conflict("last_owner", "An organisation needs somebody who answers for it. Make somebody else owner first.");
}
