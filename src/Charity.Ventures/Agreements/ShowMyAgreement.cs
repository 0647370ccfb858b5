using Charity.Platform.Requests;
using Charity.Ventures.Projects;
using MediatR;

namespace Charity.Ventures.Agreements;

/// <summary>The agreement as the organisation reads and signs it.</summary>
[SignedIn]
internal sealed record ShowMyAgreement(string Slug) : IQuery<MyAgreementPage>, IOwnProjectRequest;

/// <param name="Agreement">The newest that was not withdrawn; null before one was offered.</param>
internal sealed record MyAgreementPage(string Slug, bool IsOver, Agreement? Agreement);

internal sealed class ShowMyAgreementHandler(ProjectDesk desk, AgreementDesk agreements) : IRequestHandler<ShowMyAgreement, Result<MyAgreementPage>>
{
    public async Task<Result<MyAgreementPage>> Handle(ShowMyAgreement request, CancellationToken cancellationToken) =>
        await desk.FindAsync(request.Slug, cancellationToken) is { } project
            ? new MyAgreementPage(project.Slug, project.IsOver, (await agreements.OfAsync(project.Id, cancellationToken)).FirstOrDefault(agreement => agreement.State != AgreementProcess.Withdrawn))
            : ProjectFailures.Unknown;
}
