using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Charity.Donations.Giving;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Web;

/// <summary>A repeated API request does nothing twice, whoever repeats it and whenever.</summary>
[Collection(nameof(PlatformSites))]
public sealed class IdempotentApiTests(PlatformSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Post_Repeated_IsAnsweredInEveryPartAsBefore(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var http = site.Visit().Http;
        foreach (var (fund, status) in ((string, HttpStatusCode)[])[("meiyuan", HttpStatusCode.Created), ("shiqiao", HttpStatusCode.Conflict), ("", HttpStatusCode.NotFound)])
        {
            var (key, name) = (NewKey(), NewName());

            var first = await PostAsync(http, key, name, fund);
            var again = await PostAsync(http, key, name, fund);

            Assert.Equal(status, first.Status);
            Assert.Equal(first, again);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Post_BySomebodyElseWithTheSameKey_IsARequestOfTheirOwn(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (key, name) = (NewKey(), NewName());
        var stranger = site.Visit();
        var (resident, manager) = (await site.SignInAsync("resident"), await site.SignInAsync("manager2"));
        var elsewhere = site.Visit();
        elsewhere.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "192.0.2.7");

        var answers = new List<Answer>();
        foreach (var caller in (Visitor[])[stranger, resident, manager, elsewhere])
        {
            answers.Add(await PostAsync(caller.Http, key, name));
        }

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal(4, answers.Select(answer => answer.Content).Distinct().Count());
        Assert.Equal(4, await GiftsAsync(site, name));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_ManyTimesAtOnce_IsDoneOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (key, name) = (NewKey(), NewName());
        var http = site.Visit().Http;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(http, key, name)));

        Assert.Equal(1, await GiftsAsync(site, name));
        var done = answers.Where(answer => answer.Status == HttpStatusCode.Created).ToList();
        Assert.NotEmpty(done);
        Assert.Single(done.Select(answer => answer.Content).Distinct());
        Assert.All(answers.Except(done), answer => Assert.Equal((HttpStatusCode.Conflict, "idempotency_key_in_use"), (answer.Status, answer.Code)));
        Assert.Equal(done[0], await PostAsync(http, key, name));
    }

    [Theory, OnEveryDatabase]
    public async Task Post_AfterAFaultOfOurs_MayBeRepeatedWithTheSameKey(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (key, name) = (NewKey(), NewName());
        var http = site.Visit().Http;
        var trouble = site.Site.Services.GetRequiredService<Trouble>();

        trouble.Request = nameof(GiveDonation);
        var broken = await PostAsync(http, key, name);
        trouble.Request = null;

        Assert.Equal(HttpStatusCode.InternalServerError, broken.Status);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(http, key, name)).Status);
        Assert.Equal(1, await GiftsAsync(site, name));
    }

    [Fact]
    public async Task Post_WithAnOverlongKey_IsRefused()
    {
        var http = (await sites.OnAsync(DatabaseKind.Sqlite)).Visit().Http;

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency_key_missing"), Reason(await PostAsync(http, new string('k', 256), NewName())));
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(http, NewKey().PadRight(255, 'k'), NewName())).Status);
    }

    private static string NewKey() => Guid.NewGuid().ToString();

    private static string NewName() => $"程序{Guid.NewGuid():N}"[..14];

    private static (HttpStatusCode, string?) Reason(Answer answer) => (answer.Status, answer.Code);

    private static Task<int> GiftsAsync(CharityApp site, string name) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Donation>().CountAsync(gift => gift.DonorName == name));

    private static async Task<Answer> PostAsync(HttpClient http, string key, string name, string fund = "meiyuan")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/donations") { Content = JsonContent.Create(new { fund, amountMinor = 5_000, donor = new { name } }) };
        request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        var content = await answer.Content.ReadAsStringAsync();
        using var json = JsonDocument.Parse(content);
        return new Answer(answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), content, json.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null);
    }

    private sealed record Answer(HttpStatusCode Status, string? ContentType, string Content, string? Code);
}
