using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Organisations.Members;
using Charity.Platform.Alerts;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Charity.Users.Contracts;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Office;

/// <summary>
/// Makes somebody owner on the bureau's word: for an organisation that has lost its last one, or whose dossier somebody else took.
/// Whoever belongs to it already becomes owner at once, everybody else is invited; the owners there are learn of it.
/// </summary>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record AppointOwner(Guid Id, string? Email) : ICommand;

internal sealed class AppointOwnerValidator : AbstractValidator<AppointOwner>
{
    public AppointOwnerValidator() => RuleFor(owner => owner.Email).Must(EmailAddresses.IsValid).Says("email_wrong", "Please enter a valid e-mail address.");
}

internal sealed class AppointOwnerHandler(DossierDesk desk, InvitationDesk invitations, CheckerCheck checkers, IUserDirectory users, ICurrentUser user, IOrganisationMails mails, IAlerts alerts, TimeProvider clock)
    : IRequestHandler<AppointOwner, Result>
{
    public async Task<Result> Handle(AppointOwner request, CancellationToken cancellationToken)
    {
        if (await desk.LoadAsync(request.Id, cancellationToken) is not { } organisation)
        {
            return AccessFailures.Unknown;
        }

        if (await checkers.RefusalAsync(organisation.Id, Permissions.VerifyOrganisations, cancellationToken) is { } own)
        {
            return own;
        }

        var email = EmailAddresses.Clean(request.Email);
        var account = await users.FindByEmailAsync(email, cancellationToken);
        if (account?.Id == user.Id)
        {
            return Failure.Field(nameof(request.Email), "appoints_oneself", "Nobody of the bureau makes themselves owner of an organisation.");
        }

        var known = organisation.Members.FirstOrDefault(member => member.UserId == account?.Id);
        if (known is { Role: OrganisationRole.Owner })
        {
            return Failure.Field(nameof(request.Email), "owner_already", "This person is an owner of the organisation already.");
        }

        await mails.ToColleaguesAsync(
            organisation.Id,
            $"organisation-appointment:{organisation.Id}:{clock.GetUtcNow().ToUnixTimeMilliseconds()}",
            role => role == OrganisationRole.Owner,
            T => T["The bureau appoints another owner of {0}", organisation.Name],
            T => [T["The bureau has appointed another owner of {0}. If you did not ask for this, write to the bureau.", organisation.Name]],
            cancellationToken);
        if (known is null)
        {
            await invitations.AppointAsync(organisation, email, account, cancellationToken);
            return Result.Ok;
        }

        known.Become(OrganisationRole.Owner);
        organisation.CountEdit();
        await alerts.ResolveAsync(OrganisationAlerts.Ownerless(organisation.Id), cancellationToken);
        return Result.Ok;
    }
}
