using Charity.Platform.Alerts;
using Charity.Platform.Navigation;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Contents.Dashboard;

/// <summary>What waits for the person at the editors' and administrators' first page, and where they may go.</summary>
[Requires(Platform.Permissions.AccessAdmin)]
internal sealed record ShowDashboard : IQuery<DashboardPage>;

internal sealed record DashboardPage(IReadOnlyList<OpenAlert> Alerts, IReadOnlyList<MenuItem> Places);

/// <param name="Message">English text, the key of its translation.</param>
internal sealed record OpenAlert(string Message, object[] Arguments, string Url, DateTime RaisedUtc);

internal sealed class ShowDashboardHandler(IAlerts alerts, StaffMenu menu) : IRequestHandler<ShowDashboard, Result<DashboardPage>>
{
    public async Task<Result<DashboardPage>> Handle(ShowDashboard request, CancellationToken cancellationToken)
    {
        var open = await alerts.OpenAsync(cancellationToken);
        var places = await menu.ItemsAsync(cancellationToken);
        return new DashboardPage(
            [.. open.Select(alert => new OpenAlert(alert.Message, alert.ReadArguments(), alert.Url, alert.RaisedUtc))],
            [.. places.Where(place => place.Url != "/admin")]);
    }
}
