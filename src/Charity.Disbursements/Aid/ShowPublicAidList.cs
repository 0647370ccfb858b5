using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.Aid;

/// <summary>A list as anybody may see it, once it is approved.</summary>
[Anybody]
internal sealed record ShowPublicAidList(string Slug, int Number, int After = 0) : IQuery<AidListPage>;

internal sealed class ShowPublicAidListHandler(AidListReader reader) : IRequestHandler<ShowPublicAidList, Result<AidListPage>>
{
    public Task<Result<AidListPage>> Handle(ShowPublicAidList request, CancellationToken cancellationToken) =>
        reader.ReadAsync(request.Slug, request.Number, request.After, list => list.IsPublic, cancellationToken);
}
