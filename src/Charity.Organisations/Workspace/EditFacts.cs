using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Identifiers;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Workspace;

/// <summary>
/// The organisation's base data. What the registration certificate says can be changed only while the bureau has not checked it;
/// from then on this part of the form is left as it was.
/// </summary>
[SignedIn]
internal sealed record EditFacts : ICommand, IEditorsRequest
{
    public Guid OrganisationId { get; init; }
    public int Revision { get; init; }
    public TypedText Name { get; init; } = new();
    public OrganisationKind Kind { get; init; }
    public DateOnly? RegisteredOn { get; init; }
    public string? Authority { get; init; }
    public string? LegalRepresentative { get; init; }

    /// <summary>Empty keeps the number that was given before.</summary>
    public string? Identity { get; init; }
    public string? Scope { get; init; }

    // Not "Area": that is a route value of its own.
    public string? AreaCode { get; init; }
    public string? Address { get; init; }
    public string? Telephone { get; init; }
    public string? Email { get; init; }
    public TypedText Introduction { get; init; } = new();

    public static EditFacts Of(SocialOrganisation o) => new()
    {
        OrganisationId = o.Id,
        Revision = o.Revision,
        Name = TypedText.Of(o.Name),
        Kind = o.Kind,
        RegisteredOn = o.RegisteredOn,
        Authority = o.RegistrationAuthority,
        LegalRepresentative = o.LegalRepresentative,
        Scope = o.BusinessScope,
        AreaCode = o.AreaCode,
        Address = o.Address,
        Telephone = o.Telephone,
        Email = o.Email,
        Introduction = TypedText.Of(o.Introduction),
    };
}

internal sealed class EditFactsValidator : AbstractValidator<EditFacts>
{
    public EditFactsValidator(SiteTime time)
    {
        RuleFor(o => o.AreaCode).NotEmpty().Says("area_missing", "Please choose the area the organisation works from.");
        RuleFor(o => o.Address).IsWritten().Says("organisation_address_missing", "Please enter the address.")
            .MaximumLength(200).Says("text_too_long", "Please use at most {0} characters.", 200);
        RuleFor(o => o.Telephone).Must(number => ChineseTelephone.Check(number).IsValid).Says("telephone_wrong", "Please enter a mobile number of 11 digits or a landline number with its area code.");
        RuleFor(o => o.Email).Must(EmailAddresses.IsValid).Says("email_wrong", "Please enter a valid e-mail address.");
        RuleFor(o => o.Introduction.Zh).MaximumLength(2000).Says("text_too_long", "Please use at most {0} characters.", 2000);
        RuleFor(o => o.Introduction.En).MaximumLength(4000).Says("text_too_long", "Please use at most {0} characters.", 4000);
        RuleFor(o => o.Identity).Must(number => string.IsNullOrWhiteSpace(number) || ResidentIdentityNumber.Check(number, time.Today).IsValid)
            .Says("identity_wrong", "This is not an identity number. Please compare its 18 characters.");
    }
}

/// <summary>The rules for what the certificate says; asked only where it may be changed.</summary>
internal static class RegistrationRules
{
    public static Failure? Check(EditFacts facts, DateOnly today)
    {
        var wrong = new List<FieldFailure>();
        Demand(PlainText.Clean(facts.Name.Zh).Length is > 0 and <= SocialOrganisation.NameLength, new FieldFailure("Name.Zh", "organisation_name_missing", "Please enter the name as it stands on the registration certificate."));
        Demand(PlainText.Clean(facts.Name.En).Length <= SocialOrganisation.NameLength, new FieldFailure("Name.En", "text_too_long", "Please use at most {0} characters.", SocialOrganisation.NameLength));
        Demand(Enum.IsDefined(facts.Kind), new FieldFailure("Kind", "organisation_kind_missing", "Please choose what kind of organisation it is."));
        Demand(facts.RegisteredOn is { } day && day <= today && day.Year >= 1949, new FieldFailure("RegisteredOn", "registered_on_wrong", "Please enter the day of registration; it cannot lie in the future."));
        Demand(PlainText.Clean(facts.Authority).Length is > 0 and <= 100, new FieldFailure("Authority", "authority_missing", "Please name the registration authority."));
        Demand(PlainText.Clean(facts.LegalRepresentative).Length is > 0 and <= SocialOrganisation.NameLength, new FieldFailure("LegalRepresentative", "legal_representative_missing", "Please name the legal representative."));
        Demand(PlainText.Clean(facts.Scope, keepLines: true).Length is > 0 and <= 2000, new FieldFailure("Scope", "scope_missing", "Please copy the scope of business from the certificate, at most 2,000 characters."));
        return wrong.Count == 0 ? null : Failure.Invalid("invalid_input", "Please correct the fields marked below. Nothing you typed was lost.") with { Fields = wrong };

        void Demand(bool holds, FieldFailure otherwise)
        {
            if (!holds)
            {
                wrong.Add(otherwise);
            }
        }
    }
}

internal sealed class EditFactsHandler(DossierDesk desk, IAreas areas, Fingerprints fingerprints, SiteTime time) : IRequestHandler<EditFacts, Result>
{
    public async Task<Result> Handle(EditFacts request, CancellationToken cancellationToken) =>
        await areas.FindAsync(request.AreaCode!, cancellationToken) is null
            ? Failure.Field(nameof(request.AreaCode), "area_missing", "Please choose the area the organisation works from.")
            : await desk.EditAsync(request.OrganisationId, request.Revision, organisation => Change(organisation, request), cancellationToken);

    private Failure? Change(SocialOrganisation organisation, EditFacts request)
    {
        if (organisation.IsOpenForFacts)
        {
            if (RegistrationRules.Check(request, time.Today) is { } failure)
            {
                return failure;
            }

            organisation.Register(new RegistrationFacts(
                request.Name.ToText()!,
                request.Kind,
                request.RegisteredOn!.Value,
                PlainText.Clean(request.Authority),
                PlainText.Clean(request.LegalRepresentative),
                PlainText.Clean(request.Scope, keepLines: true)));
            if (!string.IsNullOrWhiteSpace(request.Identity))
            {
                organisation.Identify(ResidentIdentityNumber.Check(request.Identity, time.Today).Normalised, fingerprints);
            }
        }

        organisation.Contact(
            new ContactFacts(
                request.AreaCode!,
                PlainText.Clean(request.Address),
                ChineseTelephone.Check(request.Telephone).Normalised,
                EmailAddresses.Clean(request.Email),
                request.Introduction.ToText(keepLines: true)),
            fingerprints);
        return null;
    }
}
