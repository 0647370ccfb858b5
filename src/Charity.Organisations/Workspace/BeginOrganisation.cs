using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Organisations.Members;
using Charity.Platform.Data;
using Charity.Platform.Identifiers;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Contracts;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Workspace;

/// <summary>Begins an organisation's dossier; whoever begins it is its first owner.</summary>
[SignedIn]
internal sealed record BeginOrganisation : ICommand<Result<Guid>>
{
    public TypedText Name { get; init; } = new();
    public string? CreditCode { get; init; }
    public OrganisationKind? Kind { get; init; }
}

internal sealed class BeginOrganisationValidator : AbstractValidator<BeginOrganisation>
{
    public BeginOrganisationValidator()
    {
        RuleFor(o => o.Name.Zh).IsWritten().Says("organisation_name_missing", "Please enter the name as it stands on the registration certificate.");
        RuleFor(o => o.Name.Zh).MaximumLength(SocialOrganisation.NameLength).Says("text_too_long", "Please use at most {0} characters.", SocialOrganisation.NameLength);
        RuleFor(o => o.Name.En).MaximumLength(SocialOrganisation.NameLength).Says("text_too_long", "Please use at most {0} characters.", SocialOrganisation.NameLength);
        RuleFor(o => o.CreditCode).Must(code => UnifiedSocialCreditCode.Check(code).IsValid)
            .Says("credit_code_wrong", "This is not a unified social credit code. Please compare its 18 characters with the registration certificate.");
        RuleFor(o => o.Kind).NotNull().Says("organisation_kind_missing", "Please choose what kind of organisation it is.");
        RuleFor(o => o.Kind).IsInEnum().Says("organisation_kind_missing", "Please choose what kind of organisation it is.");
    }
}

internal sealed class BeginOrganisationHandler(CharityDbContext db, ICurrentUser user, IUserDirectory users, TimeProvider clock) : IRequestHandler<BeginOrganisation, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(BeginOrganisation request, CancellationToken cancellationToken)
    {
        if (await users.FindAsync(user.Id!.Value, cancellationToken) is not { EmailConfirmed: true })
        {
            return InvitationFailures.AddressNotConfirmed;
        }

        var code = UnifiedSocialCreditCode.Check(request.CreditCode).Normalised;
        await db.LockAsync("organisation-begin", cancellationToken);
        if (await db.Set<SocialOrganisation>().Where(o => o.CreditCode == code).Select(o => (Guid?)o.Id).FirstOrDefaultAsync(cancellationToken) is { } known)
        {
            return await db.Set<OrganisationMember>().AnyAsync(member => member.OrganisationId == known && member.UserId == user.Id, cancellationToken)
                ? Failure.Field(nameof(request.CreditCode), "organisation_yours", "You belong to this organisation already: it is in your list.")
                : BeginFailures.Known;
        }

        var name = request.Name.ToText()!;
        var organisation = SocialOrganisation.Begin(await FreeSlugAsync(name.En, code, cancellationToken), code, name, request.Kind!.Value, clock.GetUtcNow());
        organisation.Add(OrganisationMember.Of(organisation.Id, user.Id.Value, OrganisationRole.Owner, clock.GetUtcNow()));
        db.Add(organisation);
        return organisation.Id;
    }

    /// <summary>The name's address; where there is none or it is taken, the code's. Nobody's name takes the address of another's code.</summary>
    private async Task<string> FreeSlugAsync(string? englishName, string code, CancellationToken cancellationToken)
    {
        var ofCode = code.ToLower(System.Globalization.CultureInfo.InvariantCulture);
        var slug = SocialOrganisation.SlugOf(englishName) is { } ofName && !UnifiedSocialCreditCode.Check(ofName).IsValid ? ofName : ofCode;
        for (var number = 1; await db.Set<SocialOrganisation>().AnyAsync(o => o.Slug == slug, cancellationToken); number++)
        {
            slug = number == 1 ? ofCode : $"{ofCode}-{number}";
        }

        return slug;
    }
}

internal static class BeginFailures
{
    /// <summary>Says that the dossier exists, which the code's owner may know, and nothing of it: neither whose it is nor how far it has come.</summary>
    public static Failure Known => Failure.Field(
        nameof(BeginOrganisation.CreditCode), KnownCode, "A colleague keeps a dossier with this code here already. Ask to be taken in below, or tell the charity if nobody of your organisation can have done this.");

    public const string KnownCode = "organisation_known";
}
