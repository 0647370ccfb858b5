using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Activities;

/// <summary>A volunteer's certificate with the full name, for the organisation to hand out.</summary>
[SignedIn]
internal sealed record PrintCertificate(string Slug, string Code) : IQuery<Certificate>, IOwnProjectRequest;

internal sealed class PrintCertificateHandler(CertificateReader reader) : IRequestHandler<PrintCertificate, Result<Certificate>>
{
    public async Task<Result<Certificate>> Handle(PrintCertificate request, CancellationToken cancellationToken) =>
        await reader.FindAsync(request.Code, request.Slug, cancellationToken) is { } found
            ? found
            : Failure.NotFound("certificate_unknown", "No certificate has this code.");
}
