using System.Net;
using Charity.Contents.Contracts;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Organisations;

[Collection(nameof(OrganisationSites))]
public sealed class OrganisationPagesTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Page_OfAVerifiedOrganisation_ShowsNamesAsTextAndNoPrivateData(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified, name: $"<script>alert('{Guid.NewGuid():N}')</script>");
        var visitor = site.Visit();

        var page = await visitor.GetAsync($"/organisations/{organisation.Slug}");

        Assert.Equal(organisation.Name, page.Heading());
        Assert.DoesNotContain(page.QuerySelectorAll("script"), script => script.TextContent.Contains("alert", StringComparison.Ordinal));
        Assert.Empty(visitor.Cookies.GetAllCookies());
        var html = page.DocumentElement.OuterHtml;
        foreach (var hidden in new[] { "13812345678", "138****", OrganisationSteps.Identity, OrganisationSteps.AccountNumber, "org@people.example", organisation.Owner.Email!, "丁戊", organisation.Id.ToString() })
        {
            Assert.DoesNotContain(hidden, html, StringComparison.Ordinal);
        }

        Assert.Contains(organisation.CreditCode, html, StringComparison.Ordinal);
        var workspace = await organisation.Visitor.OpenAsync($"{organisation.Address}/members");
        Assert.Equal(organisation.Name, workspace.Heading());
    }

    [Theory]
    [InlineData("draft"), InlineData("submitted")]
    public async Task Page_OfAnUnverifiedOrganisation_DoesNotExist(string state)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var organisation = await site.MakeOrganisationAsync(state);

        await site.Visit().GetAsync($"/organisations/{organisation.Slug}");
        await organisation.Visitor.GetAsync($"/organisations/{organisation.Slug}");

        Assert.Equal(HttpStatusCode.NotFound, organisation.Visitor.Status);
        Assert.Empty(await FindAsync(site, organisation.CreditCode));
    }

    [Theory, OnEveryDatabase]
    public async Task Search_ForAVerifiedOrganisation_LeadsToItsPage(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);

        Assert.Equal($"/organisations/{organisation.Slug}", Assert.Single(await FindAsync(site, organisation.CreditCode)).Url);
        Assert.Contains($"/organisations/{organisation.Slug}", (await site.Visit().Http.GetStringAsync("/sitemap.xml")), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Recipe_RunAgain_ChangesNothing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var before = await ReadAsync(site, "ginkgo");

        var (code, output) = await site.RunAsync("recipe", "demo-organisations");

        Assert.True(code == 0, output);
        var after = await ReadAsync(site, "ginkgo");
        Assert.Equivalent(before, after, strict: true);
        Assert.True(after.Organisation.IsVerified && after.IsAccountProved && after.Board.Count == 4);
        Assert.Equal(after.LegalRepresentativeFingerprint, after.Board.First(seat => seat.Role == BoardRole.Chair).IdentityFingerprint);
        var silverwave = await ReadAsync(site, "silverwave");
        Assert.Equal(after.TelephoneFingerprint, silverwave.TelephoneFingerprint);
        Assert.Contains(after.Board, seat => seat.IdentityFingerprint == silverwave.LegalRepresentativeFingerprint);
        Assert.NotEqual(after.AccountFingerprint, silverwave.AccountFingerprint);
    }

    [Theory, OnEveryDatabase]
    public async Task Directory_OfOrganisations_KnowsRolesAndMembers(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        await site.AddMemberAsync(organisation.Id, OrganisationRole.Finance);
        await site.InScopeAsync(async services =>
        {
            var organisations = services.GetRequiredService<IOrganisations>();
            var token = TestContext.Current.CancellationToken;
            Assert.Equal([OrganisationRole.Owner, OrganisationRole.Finance], (await organisations.MembersAsync(organisation.Id, token)).Select(member => member.Role));
            Assert.Equal(OrganisationRole.Owner, await organisations.RoleOfAsync(organisation.Owner.Id, organisation.Id, token));
            Assert.Null(await organisations.RoleOfAsync(Guid.NewGuid(), organisation.Id, token));
            Assert.Equal(organisation.Id, (await organisations.FindAsync(organisation.Slug, token))!.Id);
            Assert.Single(await organisations.SummariesAsync([organisation.Id, Guid.NewGuid()], token));
            Assert.Empty(await organisations.MineAsync(token));
            Assert.Null(await organisations.DossierAsync(Guid.NewGuid(), token));
            return true;
        });
    }

    private static async Task<OrganisationDossier> ReadAsync(CharityApp site, string slug) => (await site.InScopeAsync(async services =>
    {
        var organisations = services.GetRequiredService<IOrganisations>();
        return await organisations.DossierAsync((await organisations.FindAsync(slug, TestContext.Current.CancellationToken))!.Id, TestContext.Current.CancellationToken);
    }))!;

    private static Task<IReadOnlyList<SearchHit>> FindAsync(CharityApp site, string words) => site.InScopeAsync(services =>
        services.GetServices<ISearchSource>().Single(source => source is Charity.Organisations.OrganisationPages.OrganisationsInSearch).FindAsync(SearchWords.Of(words), 5, TestContext.Current.CancellationToken));
}
