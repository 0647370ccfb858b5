using System.Net;
using System.Net.Http.Json;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Requests;

/// <summary>The log tells what was asked for and how it ended, never what people typed; not even when something breaks.</summary>
[Collection(nameof(PlatformSites))]
public sealed class LogRequestsTests(PlatformSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Log_OfWhatPeopleSend_HoldsNamesAndOutcomesButNoContent(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var log = site.Site.Services.GetRequiredService<WrittenLog>();
        var mark = $"geheim{Guid.NewGuid():N}";
        var visitor = site.Visit();

        await visitor.SubmitAsync(await visitor.OpenAsync("/account/sign-in"), "form:has(input[type=password])", ("Email", $"{mark}@people.example"), ("Password", mark));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, visitor.Status);
        await visitor.SubmitAsync(await visitor.OpenAsync("/funds/meiyuan/report"), "form[action$='/report']", ("Reason", "Other"), ("Text", mark), ("Contact", mark));
        Assert.Equal("/funds/meiyuan", visitor.Location);
        Assert.Equal(HttpStatusCode.Created, await GiveAsync(visitor, mark));
        site.Site.Services.GetRequiredService<Trouble>().Request = "GiveDonation";
        Assert.Equal(HttpStatusCode.InternalServerError, await GiveAsync(visitor, mark));
        site.Site.Services.GetRequiredService<Trouble>().Request = null;

        Assert.Contains(log.Lines, line => line.Contains("SignIn sign_in_failed in", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("ReportFund ok in", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("GiveDonation failed in", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains(Trouble.Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(mark, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<HttpStatusCode> GiveAsync(Visitor visitor, string mark)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/donations")
        {
            Content = JsonContent.Create(new { fund = "meiyuan", amountMinor = 5_000, donor = new { name = mark[..20], email = $"{mark}@people.example" }, message = mark }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await visitor.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
