using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Charity.Tests.Support;

namespace Charity.Tests.Disclosure;

/// <summary>What /openapi/v1.json promises, and whether the site keeps it.</summary>
public sealed class ApiDescriptionTests(SharedSites sites) : IClassFixture<SharedSites>
{
    [Theory]
    [InlineData("/api/v1/funds")]
    [InlineData("/api/v1/funds/{slug}")]
    [InlineData("/api/v1/funds/{slug}/donations")]
    [InlineData("/api/v1/donations")]
    [InlineData("/api/v1/donations/{token}")]
    [InlineData("/api/v1/ledger/entries")]
    [InlineData("/api/v1/ledger/accounts")]
    [InlineData("/api/v1/calls")]
    [InlineData("/api/v1/calls/{slug}")]
    [InlineData("/api/v1/projects")]
    [InlineData("/api/v1/projects/{slug}")]
    [InlineData("/api/v1/needs")]
    [InlineData("/api/v1/funds/{slug}/motions")]
    [InlineData("/api/v1/funds/{slug}/motions/{code}")]
    [InlineData("/api/v1/alliance")]
    [InlineData("/api/v1/alliance/{slug}")]
    [InlineData("/api/v1/alliance/settlements")]
    [InlineData("/api/v1/payouts")]
    [InlineData("/api/v1/payouts/unpaid")]
    [InlineData("/api/v1/aid")]
    [InlineData("/api/v1/aid/{slug}")]
    [InlineData("/api/v1/payments")]
    [InlineData("/api/v1/payments/{id}")]
    [InlineData("/api/v1/payments/{id}/approvals")]
    [InlineData("/api/v1/payments/{id}/moves")]
    [InlineData("/api/v1/my/payments")]
    [InlineData("/api/v1/my/payments/{id}")]
    [InlineData("/api/v1/my/payments/{id}/moves")]
    [InlineData("/api/v1/my/instalments/{id}/payment")]
    public async Task Description_OfTheApi_ListsThePath(string path)
    {
        var document = await DescriptionAsync();

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.True(document.GetProperty("paths").TryGetProperty(path, out _), path);
    }

    [Fact]
    public async Task Description_OfEveryOperation_SaysHowItFails()
    {
        var document = await DescriptionAsync();

        var problem = document.GetProperty("components").GetProperty("schemas").GetProperty("Problem");
        Assert.True(problem.GetProperty("properties").TryGetProperty("code", out _));
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
        Assert.All(Operations(document), operation => Assert.Contains(
            "#/components/schemas/Problem", operation.Body.GetProperty("responses").GetProperty("default").GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Description_OfEveryPost_AsksForTheKeyThatTheEndpointDemands()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);
        var posts = Operations(await DescriptionAsync()).Where(operation => operation.Method == "post" && !operation.Path.StartsWith("/api/v1/identity/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(posts);
        foreach (var post in posts)
        {
            Assert.Contains("Idempotency-Key", post.Body.GetProperty("parameters").GetRawText(), StringComparison.Ordinal);
            using var empty = JsonContent.Create(new { });
            var answer = await app.Visit().Http.PostAsync(post.Path.Replace("{id}", $"{Guid.NewGuid()}", StringComparison.Ordinal).Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), empty);
            Assert.Contains("idempotency_key_missing", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Api_AtAnUnknownAddress_AnswersWithProblemDetails()
    {
        var app = await sites.OnAsync(DatabaseKind.Sqlite);

        var answer = await app.Visit().Http.GetAsync("/api/v1/nothing");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("not_found", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    private static IEnumerable<(string Path, string Method, JsonElement Body)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Name is "get" or "post" or "put" or "patch" or "delete"
        select (path.Name, operation.Name, operation.Value);

    private async Task<JsonElement> DescriptionAsync() => await (await sites.OnAsync(DatabaseKind.Sqlite)).Visit().Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
}
