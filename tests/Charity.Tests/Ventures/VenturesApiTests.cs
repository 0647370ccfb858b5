using System.Net;
using System.Text.Json;
using Charity.Tests.Support;
using Charity.Tests.Ventures.Projects;
using Charity.Ventures.Needs;

namespace Charity.Tests.Ventures;

/// <summary>What programs may read of calls, projects and needs: as much as the public pages show, and nothing before its time.</summary>
[Collection(nameof(VentureSites))]
public sealed class VenturesApiTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Calls_AreThereFromTheirAnnouncement(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (draft, announced) = (await site.MakeCallAsync(), await site.MakeCallAsync(announce: true));

        var listed = (await ReadAsync(site, "/api/v1/calls")).GetProperty("items").EnumerateArray().ToDictionary(call => call.GetProperty("slug").GetString()!);
        Assert.DoesNotContain(draft, listed.Keys);
        Assert.Equal((500_000_50L, 50_000_00L, "CNY"), (
            listed[announced].GetProperty("totalMinor").GetInt64(), listed[announced].GetProperty("projectCapMinor").GetInt64(), listed[announced].GetProperty("currency").GetString()!));
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visit().Http.GetAsync($"/api/v1/calls/{draft}")).StatusCode);

        var details = await ReadAsync(site, $"/api/v1/calls/{announced}");
        Assert.Equal(announced, details.GetProperty("call").GetProperty("slug").GetString());
        Assert.Contains(details.GetProperty("call").GetProperty("state").GetString(), (string[])["announced", "open"]);
        Assert.Equal(0, details.GetProperty("projects").GetArrayLength());
    }

    [Theory, OnEveryDatabase]
    public async Task Projects_AreReadByStateAndOneByOneWithoutTheirInside(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();

        var first = (await ReadAsync(site, "/api/v1/projects?area=meiyuan&state=running")).GetProperty("items")[0];
        Assert.Equal((project.Slug, "agreementPending", ProjectSteps.Awarded), (first.GetProperty("slug").GetString(), first.GetProperty("state").GetString(), first.GetProperty("awardedMinor").GetInt64()));
        Assert.Equal(0, (await ReadAsync(site, "/api/v1/projects?call=none")).GetProperty("items").GetArrayLength());

        var text = await site.Visit().Http.GetStringAsync($"/api/v1/projects/{project.Slug}");
        var details = JsonDocument.Parse(text).RootElement;
        Assert.Equal(ProjectSteps.Awarded, details.GetProperty("instalments").EnumerateArray().Sum(instalment => instalment.GetProperty("amountMinor").GetInt64()));
        Assert.False(details.GetProperty("hasAgreement").GetBoolean());
        Assert.DoesNotContain("志愿者补贴", text, StringComparison.Ordinal);
        Assert.DoesNotContain(project.Organisation.Id.ToString(), text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visit().Http.GetAsync("/api/v1/projects/none")).StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task Needs_AreReadToTheEndOnceEach(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var hidden = await site.MakeNeedAsync(NeedProcess.Draft);
        var shown = new List<Need>();
        for (var count = 0; count < 13; count++)
        {
            shown.Add(await site.MakeNeedAsync());
        }

        var (slugs, after) = (new List<string>(), string.Empty);
        do
        {
            var page = await ReadAsync(site, "/api/v1/needs?area=meiyuan" + after);
            slugs.AddRange(page.GetProperty("items").EnumerateArray().Select(need => need.GetProperty("slug").GetString()!));
            after = page.GetProperty("next").ValueKind == JsonValueKind.Null ? string.Empty : $"&after={page.GetProperty("next").GetString()}";
        }
        while (after.Length > 0);

        Assert.Equal(slugs.Count, slugs.Distinct().Count());
        Assert.Empty(shown.Select(need => need.Slug!).Except(slugs));
        Assert.DoesNotContain(hidden.Id.ToString(), slugs);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Visit().Http.GetAsync("/api/v1/needs?after=nothing")).StatusCode);
    }

    private static async Task<JsonElement> ReadAsync(CharityApp site, string path) => JsonDocument.Parse(await site.Visit().Http.GetStringAsync(path)).RootElement.Clone();
}
