using Charity.Platform.Files;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Organisations.Documents;

/// <summary>A copy, for the bureau. Whoever asked closes it.</summary>
[Requires(Permissions.VerifyOrganisations)]
internal sealed record OpenDocumentInOffice(Guid Id, Guid File) : IQuery<AttachmentContent>;

internal sealed class OpenDocumentInOfficeHandler(IAttachments attachments) : IRequestHandler<OpenDocumentInOffice, Result<AttachmentContent>>
{
    public async Task<Result<AttachmentContent>> Handle(OpenDocumentInOffice request, CancellationToken cancellationToken) =>
        await attachments.OpenAsync(DossierDocuments.Of(request.Id), request.File, cancellationToken) is { } content ? content : AttachmentFailures.Gone;
}
