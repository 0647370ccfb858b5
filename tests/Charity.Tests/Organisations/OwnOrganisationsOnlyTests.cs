using System.Net;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Tests.Support;
using Charity.Tests.Users;

namespace Charity.Tests.Organisations;

/// <summary>Somebody else's dossier by a guessed id: there is no such organisation, on any address, for reading or writing.</summary>
[Collection(nameof(OrganisationSites))]
public sealed class OwnOrganisationsOnlyTests(SharedSites sites)
{
    private static readonly string[] Pages = ["", "/facts", "/board", "/team", "/inspections", "/licences", "/projects", "/bank", "/members"];

    [Theory, OnEveryDatabase]
    public async Task Pages_OfAnotherOrganisation_AreNotFound(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var other = await site.MakeOrganisationAsync();
        var own = await site.MakeOrganisationAsync();
        foreach (var page in Pages)
        {
            await own.Visitor.GetAsync(other.Address + page);
            Assert.Equal((page, HttpStatusCode.NotFound), (page, own.Visitor.Status));
            await other.Visitor.GetAsync(other.Address + page);
            Assert.Equal((page, HttpStatusCode.OK), (page, other.Visitor.Status));
        }

        var stranger = site.Visit();
        await stranger.GetAsync(other.Address);
        Assert.Equal(HttpStatusCode.Redirect, stranger.Status);
        Assert.StartsWith("/account/sign-in", new Uri(site.Address, stranger.Location!).AbsolutePath, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Posts_ToAnotherOrganisation_AreNotFoundAndChangeNothing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var other = await site.MakeOrganisationAsync();
        var own = await site.MakeOrganisationAsync();
        var dossier = await site.ReadOrganisationAsync(other.Id);
        (string Name, string Value)[] typed =
        [
            ("Revision", "0"), ("Version", "0"), ("trigger", "submit"), ("Name", "入侵者"), ("Name.Zh", "入侵者"), ("Role", "Owner"), ("newRole", "Owner"), ("Year", "2020"), ("Result", "Passed"), ("Level", "5"),
            ("GradeValidUntil", "2090-01-01"), ("Title", "证"), ("Number", "1"), ("IssuedBy", "局"), ("Funder", "人"), ("BankName", "银行"), ("AccountName", other.Name), ("AccountNumber", "99998888777766"),
            ("Email", "thief@people.example"), ("Kind", "Foundation"), ("RegisteredOn", "2015-01-01"), ("Authority", "局"), ("LegalRepresentative", "入侵者"), ("Scope", "范围"), ("AreaCode", "meiyuan"),
            ("Address", "地址"), ("Telephone", "13800000000"), ("OrganisationId", own.Id.ToString()),
        ];
        var form = await own.Visitor.OpenAsync($"{own.Address}/facts");
        string[] posts =
        [
            "/moves", "/facts", "/board", $"/board?row={dossier.Board[0].Id}", "/team", "/inspections", "/grade", "/licences", "/projects", "/bank", "/members", $"/board/{dossier.Board[0].Id}/removal",
            $"/team/{dossier.Team[0].Id}/removal", $"/members/{other.Owner.Id}/role", $"/members/{other.Owner.Id}/removal", $"/members/{own.Owner.Id}/removal", $"/invitations/{Guid.NewGuid()}/removal",
        ];
        foreach (var post in posts)
        {
            form.QuerySelector("main form")!.SetAttribute("action", other.Address + post);
            await own.Visitor.SubmitAsync(form, "main form", typed);
            Assert.Equal((post, HttpStatusCode.NotFound), (post, own.Visitor.Status));
        }

        // The id in the address decides, not the one in the form.
        form.QuerySelector("main form")!.SetAttribute("action", $"{own.Address}/team");
        await own.Visitor.SubmitAsync(form, "main form", [.. typed.Where(field => field.Name != "OrganisationId"), ("OrganisationId", other.Id.ToString())]);
        Assert.Equal(HttpStatusCode.Redirect, own.Visitor.Status);
        var after = await site.ReadOrganisationAsync(other.Id);
        Assert.Equal((dossier.Revision, dossier.Version, 1, 1), (after.Revision, after.Version, after.Team.Count, after.Members.Count));
    }

    [Theory, OnEveryDatabase]
    public async Task Rows_OfAnotherOrganisation_CannotBeReachedThroughOnesOwn(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var other = await site.MakeOrganisationAsync();
        var own = await site.MakeOrganisationAsync();
        var foreign = (await site.ReadOrganisationAsync(other.Id)).Team[0];
        var form = await own.Visitor.OpenAsync($"{own.Address}/team");

        form.QuerySelector("#form form")!.SetAttribute("action", $"{own.Address}/team?row={foreign.Id}");
        await own.Visitor.SubmitAsync(form, "#form form", ("Name", "入侵者"), ("Role", "社工"));
        Assert.Equal(HttpStatusCode.NotFound, own.Visitor.Status);
        form.QuerySelector("#form form")!.SetAttribute("action", $"{own.Address}/team/{foreign.Id}/removal");
        await own.Visitor.SubmitAsync(form, "#form form");
        Assert.Equal(HttpStatusCode.NotFound, own.Visitor.Status);
        Assert.Equal("丁戊", (await site.ReadOrganisationAsync(other.Id)).Team[0].Name);
    }

    [Theory, OnEveryDatabase]
    public async Task Roles_OfColleagues_DoWhatTheySay(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var editor = await site.AddMemberAsync(organisation.Id, OrganisationRole.Editor);
        var finance = await site.AddMemberAsync(organisation.Id, OrganisationRole.Finance);

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(organisation, editor, "/bank", ("BankName", "银行"), ("AccountName", organisation.Name), ("AccountNumber", "99998888777766")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(organisation, editor, "/members", ("Email", "x@people.example"), ("Role", "Owner")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(organisation, editor, $"/members/{organisation.Owner.Id}/removal"));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(organisation, finance, "/team", ("Name", "甲"), ("Role", "乙")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(organisation, finance, "/moves", ("trigger", "submit"), ("version", "0")));
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(organisation, editor, "/team", ("Name", "甲"), ("Role", "乙"), ("Revision", "0")));
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(organisation, finance, "/bank", ("BankName", "银行"), ("AccountName", organisation.Name), ("AccountNumber", "99998888777766"), ("Revision", "1")));
        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(organisation, editor, "/moves", ("trigger", "submit"), ("version", "0")));
        Assert.Equal(OrganisationProcess.Submitted, (await site.ReadOrganisationAsync(organisation.Id)).State);
    }

    /// <summary>By a form that everybody has: what a tampering browser can send.</summary>
    private static async Task<HttpStatusCode> PostAsync(TestOrganisation organisation, Visitor visitor, string path, params (string Name, string Value)[] fields)
    {
        var page = await visitor.OpenAsync("/workspace/organisations/new");
        page.QuerySelector("main form")!.SetAttribute("action", organisation.Address + path);
        await visitor.SubmitAsync(page, "main form", fields);
        return visitor.Status;
    }
}
