using System.Net;
using AngleSharp.Dom;
using Charity.Payments.Events;
using Charity.Tests.Support;

namespace Charity.Tests.Payments;

/// <summary>What staff see of the events, and what they may do.</summary>
public sealed class EventsPagesTests(SharedSites sites) : IClassFixture<SharedSites>
{
    private const string Odd = """{"id":"ID","object":"event","type":"checkout.session.completed","created":1,"livemode":false,"data":{"object":{"object":"checkout.session","customer_details":{"email":"li@example.org"},"receipt_email":"wang@example.org","client_secret":"cs_secret_1","client_reference_id":7}}}""";

    [Theory, OnEveryDatabase]
    public async Task Index_ForFinance_ShowsParkedFirstAndTheirPage(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var parked = await ParkAsync(app);
        var finance = await app.SignInAsync("finance");

        var list = await finance.OpenAsync("/admin/payments/events");
        var row = list.QuerySelector("section[aria-labelledby=parked] tbody tr")!;
        Assert.Contains(parked.EventId, row.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty((await finance.OpenAsync("/admin/payments/events?state=Parked")).QuerySelectorAll("tbody tr"));
        Assert.Empty((await finance.OpenAsync("/admin/payments/events?state=Waiting")).QuerySelectorAll("tbody tr"));

        var page = await finance.OpenAsync($"/admin/payments/events/{parked.Id}");
        var text = page.QuerySelector("pre")!.TextContent;
        Assert.DoesNotContain("li@example.org", text, StringComparison.Ordinal);
        Assert.DoesNotContain("cs_secret_1", text, StringComparison.Ordinal);
        Assert.Contains("w****@example.org", text, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".alert-warning"));
    }

    [Theory, OnEveryDatabase]
    public async Task Retry_ByFinance_SetsItWaitingAndClosesTheAlert(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var parked = await ParkAsync(app);
        var finance = await app.SignInAsync("finance");

        var page = await finance.OpenAsync($"/admin/payments/events/{parked.Id}");
        var after = await finance.SubmitAndFollowAsync(page, "form[action$='/retry']");

        Assert.Equal(HttpStatusCode.OK, finance.Status);
        Assert.Null(after.QuerySelector("form[action$='/retry']"));
    }

    [Theory, OnEveryDatabase]
    public async Task Pages_ForOthers_AreClosed(DatabaseKind kind)
    {
        var app = await sites.OnAsync(kind);
        var parked = await ParkAsync(app);

        var stranger = app.Visit();
        await stranger.GetAsync("/admin/payments/events");
        Assert.Contains("/account/sign-in", stranger.Location, StringComparison.Ordinal);
        var resident = await app.SignInAsync("resident");
        await resident.GetAsync($"/admin/payments/events/{parked.Id}");
        Assert.Equal(HttpStatusCode.Forbidden, resident.Status);

        // Reads, but does not act.
        var auditor = await app.SignInAsync("auditor");
        var page = await auditor.OpenAsync($"/admin/payments/events/{parked.Id}");
        Assert.True(page.QuerySelector("form[action$='/retry'] button")!.HasAttribute("disabled"));
        await auditor.SubmitAsync(page, "form[action$='/retry']");
        Assert.Equal(HttpStatusCode.Forbidden, auditor.Status);
        await auditor.GetAsync($"/admin/payments/events/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, auditor.Status);
    }

    /// <summary>An event that nobody can read, as it looks after the last try.</summary>
    private static async Task<InboxEvent> ParkAsync(CharityApp app)
    {
        var site = PaymentSite.Around(app);
        var eventId = Events.NewId();
        Assert.Equal(200, await site.BringAsync(PaymentSite.Bytes(Odd.Replace("ID", eventId, StringComparison.Ordinal))));
        for (var hours = 0; hours < InboxEvent.MaximumAttempts; hours++)
        {
            await site.ProcessLaterAsync(TimeSpan.FromHours(hours));
        }

        var parked = await site.EventAsync(eventId);
        Assert.Equal(InboxState.Parked, parked!.State);
        return parked;
    }
}
