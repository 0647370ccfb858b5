using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>What the form of <see cref="EditCallTexts"/> shows.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record ShowCallTexts(string Slug) : IQuery<EditCallTexts>;

internal sealed class ShowCallTextsHandler(CallDesk desk) : IRequestHandler<ShowCallTexts, Result<EditCallTexts>>
{
    public Task<Result<EditCallTexts>> Handle(ShowCallTexts request, CancellationToken cancellationToken) => desk.ShowAsync(request.Slug, EditCallTexts.Of, cancellationToken);
}
