using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using FluentValidation;
using MediatR;

namespace Charity.Organisations.Workspace;

/// <summary>Enters a permit, or corrects it; a new last day is reminded of anew.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="ValidUntil">Null when it does not expire.</param>
[SignedIn]
internal sealed record KeepLicence(Guid OrganisationId, int Revision, Guid? Id, string? Title, string? Number, string? IssuedBy, DateOnly? ValidUntil) : ICommand, IEditorsRequest;

internal sealed class KeepLicenceValidator : AbstractValidator<KeepLicence>
{
    public KeepLicenceValidator()
    {
        RuleFor(licence => licence.Title).IsWritten().Says("licence_title_missing", "Please say what the licence is called.").MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(licence => licence.Number).IsWritten().Says("licence_number_missing", "Please enter the licence's number.").MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
        RuleFor(licence => licence.IssuedBy).IsWritten().Says("licence_issuer_missing", "Please say who issued the licence.").MaximumLength(100).Says("text_too_long", "Please use at most {0} characters.", 100);
    }
}

internal sealed class KeepLicenceHandler(DossierDesk desk, TimeProvider clock) : IRequestHandler<KeepLicence, Result>
{
    public Task<Result> Handle(KeepLicence request, CancellationToken cancellationToken) => desk.EditAsync(
        request.OrganisationId,
        request.Revision,
        organisation => DossierDesk.Keep(
            organisation.Licences,
            request.Id,
            licence => licence.Id,
            () =>
            {
                var added = new Licence { Id = Guid.CreateVersion7(clock.GetUtcNow()), OrganisationId = organisation.Id };
                organisation.Add(added);
                return added;
            },
            licence => licence.Describe(new LicenceFact(PlainText.Clean(request.Title), PlainText.Clean(request.Number), PlainText.Clean(request.IssuedBy), request.ValidUntil))),
        cancellationToken);
}
