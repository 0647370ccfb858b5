using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>What the form of <see cref="EditCallReview"/> shows.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record ShowCallReview(string Slug) : IQuery<EditCallReview>;

internal sealed class ShowCallReviewHandler(CallDesk desk) : IRequestHandler<ShowCallReview, Result<EditCallReview>>
{
    public Task<Result<EditCallReview>> Handle(ShowCallReview request, CancellationToken cancellationToken) => desk.ShowAsync(request.Slug, EditCallReview.Of, cancellationToken);
}
