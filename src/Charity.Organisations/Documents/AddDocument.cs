using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Documents;

/// <summary>Adds a copy to the dossier.</summary>
/// <param name="Purpose">One of <see cref="DossierDocuments.Kinds"/>.</param>
/// <param name="Content">Null when no file was chosen.</param>
[SignedIn]
internal sealed record AddDocument(Guid OrganisationId, string? Purpose, string FileName, Stream? Content) : IOutsideCall<AttachmentInfo>, IOrganisationRequest;

internal sealed class AddDocumentValidator : AbstractValidator<AddDocument>
{
    public AddDocumentValidator()
    {
        RuleFor(document => document.Purpose).Must(kind => kind is not null && DossierDocuments.Kinds.Contains(kind)).Says("document_kind_missing", "Please choose what the document proves.");
        RuleFor(document => document.Content).NotNull().OverridePropertyName("File").Says("file_missing", "Please choose a file.");
    }
}

internal sealed class AddDocumentHandler(CharityDbContext db, IAttachments attachments) : IRequestHandler<AddDocument, Result<AttachmentInfo>>
{
    public Task<Result<AttachmentInfo>> Handle(AddDocument request, CancellationToken cancellationToken) => attachments.StoreAsync(
        new AttachmentUpload(DossierDocuments.Of(request.OrganisationId), request.Purpose!, request.FileName, request.Content!), token => WhyNotAsync(request.OrganisationId, token), cancellationToken);

    private async Task<Failure?> WhyNotAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Set<SocialOrganisation>().Where(organisation => organisation.Id == id).Select(organisation => organisation.State).SingleOrDefaultAsync(cancellationToken) switch
        {
            null => AccessFailures.Unknown,
            OrganisationProcess.Submitted => DossierFailures.BeingChecked,
            _ => null,
        };
}
