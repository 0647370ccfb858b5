using Charity.Platform.Requests;
using Charity.Platform.Text;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Agreements;

/// <summary>The agreement in force in its public form: without personal data and without the signers.</summary>
[Anybody]
internal sealed record ShowPublicAgreement(string Slug) : IQuery<PublicAgreement>;

/// <param name="Sha256">Of the signed text, so that whoever has it can tell that it is this one.</param>
internal sealed record PublicAgreement(string Slug, LocalizedText Title, int Number, string Text, string Sha256, DateTime OrganisationSignedUtc, DateTime BureauSignedUtc);

internal sealed class ShowPublicAgreementHandler(ProjectDesk desk, AgreementDesk agreements) : IRequestHandler<ShowPublicAgreement, Result<PublicAgreement>>
{
    public async Task<Result<PublicAgreement>> Handle(ShowPublicAgreement request, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Slug, cancellationToken) is { } project
            && (await agreements.OfAsync(project.Id, cancellationToken)).FirstOrDefault(agreement => agreement.State == AgreementProcess.Countersigned) is { Organisation: { } theirs, Bureau: { } ours } signed
            ? new PublicAgreement(project.Slug, project.Title, signed.Number, signed.PublicText, signed.Sha256, theirs.AtUtc, ours.AtUtc)
            : Failure.NotFound("agreement_unknown", "There is no agreement to show.");
}
