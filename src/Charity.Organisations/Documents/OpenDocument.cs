using Charity.Organisations.Dossiers;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Organisations.Documents;

/// <summary>A copy, for the organisation's own people. Whoever asked closes it.</summary>
[SignedIn]
internal sealed record OpenDocument(Guid OrganisationId, Guid File) : IQuery<AttachmentContent>, IOrganisationRequest;

internal sealed class OpenDocumentHandler(IAttachments attachments) : IRequestHandler<OpenDocument, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenDocument request, CancellationToken cancellationToken) =>
        await attachments.OpenAsync(DossierDocuments.Of(request.OrganisationId), request.File, cancellationToken) is { } content ? content : AttachmentFailures.Gone;
}
