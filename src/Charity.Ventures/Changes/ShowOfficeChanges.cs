using Charity.Platform.Requests;
using MediatR;

namespace Charity.Ventures.Changes;

/// <summary>The changes a project has asked for, for the bureau.</summary>
[Requires(Permissions.ManageProjects)]
internal sealed record ShowOfficeChanges(string Slug) : IQuery<ChangesPage>;

internal sealed class ShowOfficeChangesHandler(ChangeReader reader) : IRequestHandler<ShowOfficeChanges, Result<ChangesPage>>
{
    public Task<Result<ChangesPage>> Handle(ShowOfficeChanges request, CancellationToken cancellationToken) => reader.PageAsync(request.Slug, cancellationToken);
}
