using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using MediatR;

namespace Charity.Ventures.Office;

/// <summary>What the form of <see cref="EditCallMoney"/> shows.</summary>
[Requires(Permissions.ManageCalls)]
internal sealed record ShowCallMoney(string Slug) : IQuery<EditCallMoney>;

internal sealed class ShowCallMoneyHandler(CallDesk desk) : IRequestHandler<ShowCallMoney, Result<EditCallMoney>>
{
    public Task<Result<EditCallMoney>> Handle(ShowCallMoney request, CancellationToken cancellationToken) => desk.ShowAsync(request.Slug, EditCallMoney.Of, cancellationToken);
}
