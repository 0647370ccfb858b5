using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Organisations.Documents;

/// <summary>Takes a copy out of the dossier, unless the bureau has checked the dossier with it.</summary>
[SignedIn]
internal sealed record RemoveDocument(Guid OrganisationId, Guid File) : ICommand, IOrganisationRequest;

internal sealed class RemoveDocumentHandler(CharityDbContext db, IAttachments attachments, SiteTime time) : IRequestHandler<RemoveDocument, Result>
{
    public async Task<Result> Handle(RemoveDocument request, CancellationToken cancellationToken)
    {
        var owner = DossierDocuments.Of(request.OrganisationId);
        if (await db.Set<SocialOrganisation>().Include(organisation => organisation.BankAccount).SingleOrDefaultAsync(organisation => organisation.Id == request.OrganisationId, cancellationToken) is not { } organisation
            || await attachments.FindAsync(owner, request.File, cancellationToken) is not { } document)
        {
            return AttachmentFailures.Gone;
        }

        return organisation.State == OrganisationProcess.Submitted ? DossierFailures.BeingChecked
            : IsRelied(organisation, document) ? DocumentFailures.Checked
            : await attachments.RemoveAsync(owner, request.File, cancellationToken) ? Result.Ok
            : AttachmentFailures.Gone;
    }

    /// <summary>It was there when the bureau verified the dossier or proved the account.</summary>
    private bool IsRelied(SocialOrganisation organisation, AttachmentInfo document) =>
        (organisation.VerifiedOn is { } day && time.DayOf(document.UploadedUtc) <= day)
        || (document.Purpose == DossierDocuments.Bank && organisation.BankAccount?.ProvedUtc > document.UploadedUtc);
}
