using System.Net;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Organisations;

[Collection(nameof(OrganisationSites))]
public sealed class EditDossierTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Dossier_FilledInByItsOwner_CanBeSubmitted(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(isComplete: false);
        var overview = await organisation.Visitor.OpenAsync(organisation.Address);
        Assert.Equal(8, overview.QuerySelectorAll("#missing .badge-warning").Length);
        Assert.True(overview.QuerySelector("button[disabled]") is not null);
        await organisation.Visitor.SubmitAsync(overview, "main form");
        Assert.Equal(HttpStatusCode.Conflict, organisation.Visitor.Status);

        await SaveAsync(
            organisation, "/facts", ("RegisteredOn", "2016-03-01"), ("Authority", "湖湾区民政局"), ("LegalRepresentative", "甲乙丙"), ("Identity", OrganisationSteps.Identity), ("Scope", "社区服务"), ("AreaCode", "meiyuan"),
            ("Address", "梅园里 1 号"), ("Telephone", "138 1234 5678"), ("Email", "ORG@people.example"), ("Introduction.Zh", "简介"));
        await SaveAsync(organisation, "/board", ("Name", "甲乙丙"), ("Role", "Chair"), ("Identity", OrganisationSteps.Identity.ToLowerInvariant()));
        await SaveAsync(organisation, "/inspections", ("Year", (DateTime.UtcNow.AddHours(8).Year - 1).ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Result", "BasicallyPassed"));
        await SaveAsync(organisation, "/team", ("Name", "丁戊"), ("Role", "社工"), ("Licence", "Assistant"), ("LicenceNumber", "SG2020"));
        await SaveAsync(organisation, "/bank", ("BankName", "湖湾银行"), ("AccountNumber", "0000 5560 0012 3456"));
        await SaveAsync(organisation, "/licences", ("Title", "食品经营许可证"), ("Number", "JY1"), ("IssuedBy", "局"));
        await SaveAsync(organisation, "/projects", ("Title", "旧项目"), ("Funder", "妇联"), ("Year", "2020"), ("Mark", "优秀"));

        overview = await organisation.Visitor.OpenAsync(organisation.Address);
        Assert.Empty(overview.QuerySelectorAll("#missing .badge-warning"));
        await organisation.Visitor.SubmitAsync(overview, "main form");
        var dossier = await site.ReadOrganisationAsync(organisation.Id);
        Assert.Equal((OrganisationProcess.Submitted, "13812345678", "org@people.example", OrganisationSteps.AccountNumber), (dossier.State, dossier.Telephone, dossier.Email, dossier.BankAccount!.AccountNumber));
        Assert.Equal(dossier.LegalIdentityFingerprint, dossier.Board[0].IdentityFingerprint);
        Assert.NotEmpty(await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Charity.Platform.Alerts.Alert>()
            .Where(alert => alert.Key == OrganisationAlerts.ToCheck(organisation.Id) && alert.ResolvedUtc == null).ToListAsync()));
    }

    [Theory, OnEveryDatabase]
    public async Task Forms_WithWrongValues_SayWhichAndKeepWhatWasTyped(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var facts = await PostAsync(organisation, "/facts", ("Telephone", "12345"), ("Email", "nobody"), ("Identity", "110101199003077011"), ("AreaCode", "atlantis"));
        Assert.Equal(["#Telephone", "#Email", "#Identity"], facts.Problems());
        Assert.Equal("12345", facts.QuerySelector("#Telephone")!.GetAttribute("value"));
        Assert.Equal(string.Empty, facts.QuerySelector("#Identity")!.GetAttribute("value"));
        Assert.Equal(["#AreaCode"], (await PostAsync(organisation, "/facts", ("AreaCode", "atlantis"))).Problems());
        Assert.Equal(["#RegisteredOn", "#Authority"], (await PostAsync(organisation, "/facts", ("RegisteredOn", "2090-01-01"), ("Authority", " "))).Problems());
        Assert.Equal(["#RegisteredOn"], (await PostAsync(organisation, "/facts", ("RegisteredOn", "yesterday"))).Problems());
        Assert.Equal(["#LicenceNumber"], (await PostAsync(organisation, "/team", ("Name", "甲"), ("Role", "乙"), ("Licence", "Senior"), ("LicenceNumber", ""))).Problems());
        Assert.Equal(["#Year"], (await PostAsync(organisation, "/inspections", ("Year", "2099"), ("Result", "Passed"))).Problems());
        Assert.Equal(["#AccountName"], (await PostAsync(organisation, "/bank", ("AccountName", "别人的公司"))).Problems());
        Assert.Equal(["#AccountNumber"], (await PostAsync(organisation, "/bank", ("AccountNumber", "12ab"))).Problems());
        Assert.Equal(0, (await site.ReadOrganisationAsync(organisation.Id)).Revision);
    }

    [Theory, OnEveryDatabase]
    public async Task Dossier_BeingChecked_ChangesOnlyAfterItWasTakenBack(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var form = await organisation.Visitor.OpenAsync($"{organisation.Address}/team");
        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync(organisation.Address), "main form");

        await organisation.Visitor.SubmitAsync(form, "#form form", ("Name", "迟到"), ("Role", "社工"));
        Assert.Equal(HttpStatusCode.Conflict, organisation.Visitor.Status);
        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync(organisation.Address), "main form");
        Assert.Equal(OrganisationProcess.Draft, (await site.ReadOrganisationAsync(organisation.Id)).State);
        await organisation.Visitor.SubmitAsync(form, "#form form", ("Name", "迟到"), ("Role", "社工"));
        Assert.Equal(HttpStatusCode.Redirect, organisation.Visitor.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Edit_MadeOnAnOlderRevision_IsRefusedAndKept(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var old = await organisation.Visitor.OpenAsync($"{organisation.Address}/team");
        await organisation.Visitor.SubmitAsync(old, "#form form", ("Name", "先到"), ("Role", "社工"));

        var late = await organisation.Visitor.SubmitAsync(old, "#form form", ("Name", "后到"), ("Role", "社工"));
        Assert.Equal((HttpStatusCode.Conflict, "后到"), (organisation.Visitor.Status, late.QuerySelector("#Name")!.GetAttribute("value")));
        await organisation.Visitor.SubmitAsync(late, "#form form");
        Assert.Equal(["丁戊", "先到", "后到"], (await site.ReadOrganisationAsync(organisation.Id)).Team.Select(member => member.Name));
    }

    [Theory, OnEveryDatabase]
    public async Task VerifiedDossier_KeepsItsFactsUntilItIsOpenedAgain(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);

        await PostAsync(organisation, "/facts", ("LegalRepresentative", "换人"), ("Name.Zh", "换名"), ("Address", "新地址"));
        Assert.Equal(HttpStatusCode.Redirect, organisation.Visitor.Status);
        var dossier = await site.ReadOrganisationAsync(organisation.Id);
        Assert.Equal(("甲乙丙", organisation.Name, "新地址"), (dossier.LegalRepresentative, dossier.Name.Zh, dossier.Address));
        var removal = await organisation.Visitor.OpenAsync($"{organisation.Address}/team");
        removal.QuerySelector("#form form")!.SetAttribute("action", $"{organisation.Address}/board/{dossier.Board[0].Id}/removal");
        await organisation.Visitor.SubmitAsync(removal, "#form form");
        Assert.Equal(HttpStatusCode.Conflict, organisation.Visitor.Status);

        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync(organisation.Address), "main form");
        await PostAsync(organisation, "/facts", ("Name.Zh", "换名"));
        dossier = await site.ReadOrganisationAsync(organisation.Id);
        Assert.Equal((OrganisationProcess.Draft, "换名"), (dossier.State, dossier.Name.Zh));
        var overview = await organisation.Visitor.OpenAsync(organisation.Address);
        Assert.Contains("户名与组织全称一致", overview.Text("#missing li:has(.badge-warning)"), StringComparison.Ordinal);
        await site.Visit().GetAsync($"/organisations/{organisation.Slug}");
    }

    [Theory, OnEveryDatabase]
    public async Task Inspection_ChangedAfterItWasConfirmed_IsTheOrganisationsWordAgain(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        var year = (await site.ReadOrganisationAsync(organisation.Id)).Inspections[0];
        Assert.True(year.IsConfirmed);

        await SaveAsync(organisation, "/inspections", ("Year", year.Year.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Result", "BasicallyPassed"));
        await SaveAsync(organisation, "/grade", ("Level", "5"), ("GradeValidUntil", "2090-01-01"));

        var dossier = await site.ReadOrganisationAsync(organisation.Id);
        Assert.Equal((3, InspectionResult.BasicallyPassed, false, false), (dossier.Inspections.Count, dossier.Inspections[0].Result, dossier.Inspections[0].IsConfirmed, dossier.IsGradeConfirmed));
        var page = await site.Visit().GetAsync($"/organisations/{organisation.Slug}");
        Assert.DoesNotContain("5A", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task LegalRepresentative_Replaced_TakesTheIdentityNumberAlong(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();

        await SaveAsync(organisation, "/facts", ("LegalRepresentative", "另一人"));

        var dossier = await site.ReadOrganisationAsync(organisation.Id);
        Assert.Equal(("另一人", null, null), (dossier.LegalRepresentative, dossier.LegalIdentity, dossier.LegalIdentityFingerprint));
    }

    [Theory, OnEveryDatabase]
    public async Task Names_OfCharactersNobodySees_CountAsMissing(DatabaseKind database)
    {
        const string Invisible = "\u200B\u2060";
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();

        Assert.Null(new TypedText { Zh = Invisible }.ToText());
        Assert.Equal(["#Name"], (await PostAsync(organisation, "/team", ("Name", Invisible), ("Role", "社工"))).Problems());
        Assert.Equal(["#Name"], (await PostAsync(organisation, "/board", ("Name", Invisible), ("Role", "Director"))).Problems());
        Assert.Equal(["#BankName"], (await PostAsync(organisation, "/bank", ("BankName", Invisible))).Problems());
    }

    [Theory, OnEveryDatabase]
    public async Task Inspection_ThatTheBureauSawFail_StaysUntilTheDossierIsOpened(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        var year = (await site.ReadOrganisationAsync(organisation.Id)).Inspections[0].Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await SaveAsync(organisation, "/inspections", ("Year", year), ("Result", "Failed"));
        await site.InUnitAsync(async services =>
        {
            var dossier = (await services.GetRequiredService<DossierDesk>().LoadAsync(organisation.Id, TestContext.Current.CancellationToken))!;
            dossier.Inspections[0].Confirm();
            return true;
        });
        var failed = (await site.ReadOrganisationAsync(organisation.Id)).Inspections[0];

        await PostAsync(organisation, "/inspections", ("Year", year), ("Result", "Passed"));
        Assert.Equal(HttpStatusCode.Conflict, organisation.Visitor.Status);
        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync($"{organisation.Address}/inspections"), $"form[action*='{failed.Id}']");
        Assert.Equal(HttpStatusCode.Conflict, organisation.Visitor.Status);
        Assert.Equal((failed.Id, InspectionResult.Failed), ((await site.ReadOrganisationAsync(organisation.Id)).Inspections[0].Id, (await site.ReadOrganisationAsync(organisation.Id)).Inspections[0].Result));

        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync(organisation.Address), "main form");
        await SaveAsync(organisation, "/inspections", ("Year", year), ("Result", "Passed"));
    }

    private static async Task SaveAsync(TestOrganisation organisation, string path, params (string Name, string Value)[] fields)
    {
        var page = await PostAsync(organisation, path, fields);
        Assert.True(organisation.Visitor.Status == HttpStatusCode.Redirect, $"{path}: {page.Text(".error-summary")}");
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PostAsync(TestOrganisation organisation, string path, params (string Name, string Value)[] fields)
    {
        var page = await organisation.Visitor.OpenAsync(organisation.Address + (path == "/grade" ? "/inspections" : path));
        return await organisation.Visitor.SubmitAsync(page, $"form[action='{organisation.Address}{path}']", fields);
    }
}
