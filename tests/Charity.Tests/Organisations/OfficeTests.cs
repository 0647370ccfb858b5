using System.Net;
using Charity.Organisations.Contracts;
using Charity.Organisations.Documents;
using Charity.Organisations.Dossiers;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Platform.Data;
using Charity.Platform.Workflow;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Organisations;

[Collection(nameof(OrganisationSites))]
public sealed class OfficeTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Verify_ByAnOfficer_MakesThePagePublicAndConfirmsItsFacts(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Submitted);
        var officer = await site.SignInAsync("officer");
        var visitor = site.Visit();
        await visitor.GetAsync($"/organisations/{organisation.Slug}");
        Assert.Equal(HttpStatusCode.NotFound, visitor.Status);

        var file = await officer.OpenAsync(organisation.OfficeAddress);
        await officer.SubmitAsync(file, "form[action$='/verification']");
        Assert.Equal(organisation.OfficeAddress, officer.Location);
        await officer.SubmitAsync(file, "form[action$='/return']", ("reason", "太晚"));
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);

        var dossier = await site.InScopeAsync(services => services.GetRequiredService<IOrganisations>().DossierAsync(organisation.Id, TestContext.Current.CancellationToken));
        Assert.True(dossier!.Organisation.IsVerified);
        Assert.All(dossier.Inspections, inspection => Assert.True(inspection.IsConfirmed));
        Assert.Contains(organisation.Name, (await site.MailsToAsync(organisation.Owner.Email!))[^1].Subject, StringComparison.Ordinal);
        await visitor.GetAsync($"/organisations/{organisation.Slug}?again");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Return_WithItsReason_ReachesTheOwnerWhoSubmitsAgain(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Submitted);
        var officer = await site.SignInAsync("officer");
        var file = await officer.OpenAsync(organisation.OfficeAddress);

        var silent = await officer.SubmitAsync(file, "form[action$='/return']", ("reason", "  "));
        Assert.Equal(["#reason"], silent.Problems());
        await officer.SubmitAsync(file, "form[action$='/return']", ("reason", "请补充<script>alert(1)</script>业务范围"));

        var overview = await organisation.Visitor.OpenAsync(organisation.Address);
        Assert.Contains("请补充<script>alert(1)</script>业务范围", overview.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Contains("请补充", (await site.MailsToAsync(organisation.Owner.Email!))[^1].Text, StringComparison.Ordinal);
        await organisation.Visitor.SubmitAsync(overview, "main form");
        Assert.Equal(OrganisationProcess.Submitted, (await site.ReadOrganisationAsync(organisation.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Bar_AndItsLifting_AreFactsForEverybody(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        var officer = await site.SignInAsync("officer");
        var until = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8)).AddDays(30);
        var file = await officer.OpenAsync(organisation.OfficeAddress);

        var past = await officer.SubmitAsync(file, "form[action$='/bar']", ("until", "2020-01-01"), ("barReason", "逾期"));
        Assert.Equal(["#until"], past.Problems());
        Assert.Equal("逾期", past.QuerySelector("#barReason")!.TextContent);
        await officer.SubmitAsync(file, "form[action$='/bar']", ("until", until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("barReason", "不便公开的原因"));
        var dossier = await ReadDossierAsync(site, organisation.Id);
        Assert.Equal((false, true, false), (dossier.Organisation.IsVerified, dossier.IsBarredOn(until), dossier.IsBarredOn(until.AddDays(1))));
        var page = await site.Visit().GetAsync($"/organisations/{organisation.Slug}");
        Assert.Contains("限制参与公益创投至", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("不便公开的原因", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("不便公开的原因", (await organisation.Visitor.OpenAsync(organisation.Address)).Body!.TextContent, StringComparison.Ordinal);

        await officer.SubmitAsync(await officer.OpenAsync(organisation.OfficeAddress), "form[action$='/lift']", ("liftReason", "已退回结余"));
        dossier = await ReadDossierAsync(site, organisation.Id);
        Assert.Equal((true, false, 1), (dossier.Organisation.IsVerified, dossier.IsBarredOn(until), dossier.Bars.Count));
    }

    [Theory, OnEveryDatabase]
    public async Task Officer_WhoBelongsToTheOrganisation_CannotCheckIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Submitted);
        var insider = await site.OpenAccountAsync("科员", ["Officer"]);
        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(OrganisationMember.Of(organisation.Id, insider.Id, OrganisationRole.Finance, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        var officer = await site.OfficerWithSecondFactorAsync(insider);
        var file = await officer.OpenAsync(organisation.OfficeAddress);

        Assert.Contains("须由其他同事办理", file.Text(".decision .hint"), StringComparison.Ordinal);
        await officer.SubmitAsync(file, "form[action$='/verification']");
        Assert.Equal(HttpStatusCode.Forbidden, officer.Status);
        await officer.SubmitAsync(file, "form[action$='/account-proof']");
        Assert.Equal(HttpStatusCode.Forbidden, officer.Status);
        await officer.SubmitAsync(file, "form[action$='/confirmations']");
        Assert.Equal(HttpStatusCode.Forbidden, officer.Status);
        Assert.Equal(OrganisationProcess.Submitted, (await site.ReadOrganisationAsync(organisation.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Numbers_StayMaskedUntilAnOfficerLooks_WhichIsWrittenDown(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        var officer = await site.OfficerWithSecondFactorAsync();
        string[] hidden = [OrganisationSteps.Identity, OrganisationSteps.AccountNumber];
        var pages = new List<string> { (await officer.OpenAsync(organisation.OfficeAddress)).DocumentElement.OuterHtml, (await site.Visit().OpenAsync($"/organisations/{organisation.Slug}")).DocumentElement.OuterHtml };
        foreach (var path in new[] { "", "/facts", "/board", "/bank" })
        {
            pages.Add((await organisation.Visitor.OpenAsync(organisation.Address + path)).DocumentElement.OuterHtml);
        }

        Assert.DoesNotContain(pages, page => hidden.Any(number => page.Contains(number, StringComparison.Ordinal)));
        Assert.DoesNotContain("13812345678", pages[1], StringComparison.Ordinal);

        var file = await officer.OpenAsync(organisation.OfficeAddress);
        var revealed = await officer.SubmitAsync(file, "form:has(input[value=BankAccount])");
        Assert.Equal(OrganisationSteps.AccountNumber, revealed.Text("#revealed"));
        Assert.Contains("PersonalData.Revealed", await site.ActionsAsync(organisation.Id));
        var stored = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Database
            .SqlQuery<string>($"SELECT \"LegalIdentity\" AS \"Value\" FROM \"Organisations_Organisations\" WHERE \"CreditCode\" = {organisation.CreditCode}").SingleAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("v1:", stored, StringComparison.Ordinal);

        var form = await organisation.Visitor.OpenAsync("/workspace/organisations/new");
        form.QuerySelector("main form")!.SetAttribute("action", $"{organisation.OfficeAddress}/reveal");
        await organisation.Visitor.SubmitAsync(form, "main form", ("number", "BankAccount"));
        Assert.Equal(HttpStatusCode.Forbidden, organisation.Visitor.Status);
        await organisation.Visitor.GetAsync("/office/organisations");
        Assert.Equal(HttpStatusCode.Forbidden, organisation.Visitor.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task MoneyAndNumbers_WithoutASecondFactor_AreAskedForOne(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        var officer = await site.SignInAsync("officer");
        var file = await officer.OpenAsync(organisation.OfficeAddress);

        foreach (var form in new[] { "form[action$='/account-proof']", "form:has(input[value=BankAccount])" })
        {
            await officer.SubmitAsync(file, form);
            Assert.Contains("/account/second-factor", officer.Location, StringComparison.Ordinal);
        }

        Assert.False((await ReadDossierAsync(site, organisation.Id)).IsAccountProved);
    }

    [Theory, OnEveryDatabase]
    public async Task Bar_OfAnOrganisationThatOpenedItsDossier_SuspendsItOnceItIsVerified(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        var officer = await site.SignInAsync("officer");
        var until = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8)).AddDays(30);
        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync(organisation.Address), "main form");
        Assert.Equal(OrganisationProcess.Draft, (await site.ReadOrganisationAsync(organisation.Id)).State);

        await officer.SubmitAsync(await officer.OpenAsync(organisation.OfficeAddress), "form[action$='/bar']", ("until", until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("barReason", "逾期"));
        var dossier = await site.ReadOrganisationAsync(organisation.Id);
        Assert.Equal((OrganisationProcess.Draft, true), (dossier.State, dossier.IsBarredOn(until)));

        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync(organisation.Address), "main form");
        await officer.SubmitAsync(await officer.OpenAsync(organisation.OfficeAddress), "form[action$='/verification']");
        Assert.Equal(OrganisationProcess.Suspended, (await site.ReadOrganisationAsync(organisation.Id)).State);
        await officer.SubmitAsync(await officer.OpenAsync(organisation.OfficeAddress), "form[action$='/lift']", ("liftReason", "已改正"));
        dossier = await site.ReadOrganisationAsync(organisation.Id);
        Assert.Equal((OrganisationProcess.Verified, false), (dossier.State, dossier.IsBarredOn(until)));
    }

    [Theory, OnEveryDatabase]
    public async Task Appointment_OfOneself_IsRefused_AndOfAMember_IsDoneAtOnceAndTold(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var (clerk, editor) = (await site.OpenAccountAsync("科员", ["Officer"]), await site.OpenAccountAsync("经办人"));
        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(OrganisationMember.Of(organisation.Id, editor.Id, OrganisationRole.Editor, TimeProvider.System.GetUtcNow()));
            return Task.FromResult(true);
        });
        var officer = await site.SignInAsync(clerk);
        var file = await officer.OpenAsync(organisation.OfficeAddress);

        await officer.SubmitAsync(file, "form[action$='/owners']", ("email", clerk.Email!.ToUpperInvariant()));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        await officer.SubmitAsync(file, "form[action$='/owners']", ("email", editor.Email!));
        Assert.Equal(HttpStatusCode.Redirect, officer.Status);

        var members = (await site.ReadOrganisationAsync(organisation.Id)).Members;
        Assert.Equal((2, OrganisationRole.Owner), (members.Count, members.Single(member => member.UserId == editor.Id).Role));
        Assert.Single(await site.MailsToAsync(organisation.Owner.Email!), mail => mail.Key.StartsWith("organisation-appointment:", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Appointment_OfAStranger_IsSeenAndEndedByTheBureauAlone(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var officer = await site.SignInAsync("officer");
        var email = $"{Guid.NewGuid():N}@people.example";
        await officer.SubmitAsync(await officer.OpenAsync(organisation.OfficeAddress), "form[action$='/owners']", ("email", email));
        var appointment = await ReadInvitationAsync(site, organisation.Id);

        var members = await organisation.Visitor.OpenAsync($"{organisation.Address}/members");
        Assert.DoesNotContain(email, members.DocumentElement.OuterHtml, StringComparison.Ordinal);
        members.QuerySelector($"form[action='{organisation.Address}/members']")!.SetAttribute("action", $"{organisation.Address}/invitations/{appointment.Id}/removal");
        await organisation.Visitor.SubmitAsync(members, "form[action*='/invitations/']");
        Assert.Equal(HttpStatusCode.NotFound, organisation.Visitor.Status);
        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync($"{organisation.Address}/members"), $"form[action='{organisation.Address}/members']", ("Email", email), ("Role", "Editor"));
        Assert.Null((await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OrganisationInvitation>().AsNoTracking().SingleAsync(i => i.Id == appointment.Id))).EndedUtc);

        await officer.SubmitAsync(await officer.OpenAsync(organisation.OfficeAddress), $"form[action$='/owners/{appointment.Id}/removal']");
        Assert.Equal(organisation.OfficeAddress, officer.Location);
        appointment = await ReadInvitationAsync(site, organisation.Id);
        Assert.Equal((true, null), (appointment.EndedUtc is not null, appointment.Email));
    }

    [Theory, OnEveryDatabase]
    public async Task BankAccount_ProvedThenChanged_LosesItsProof(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        var officer = await site.OfficerWithSecondFactorAsync();
        await organisation.AddDocumentAsync(DossierDocuments.Bank);
        var before = await officer.OpenAsync(organisation.OfficeAddress);
        var bank = await organisation.Visitor.OpenAsync($"{organisation.Address}/bank");

        await organisation.Visitor.SubmitAsync(bank, "main form", ("AccountNumber", "99998888777766"));
        await officer.SubmitAsync(before, "form[action$='/account-proof']");
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        await officer.SubmitAsync(await officer.OpenAsync(organisation.OfficeAddress), "form[action$='/account-proof']");
        Assert.True((await ReadDossierAsync(site, organisation.Id)).IsAccountProved);
        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync($"{organisation.Address}/bank"), "main form", ("BankName", "别的银行"));
        Assert.False((await ReadDossierAsync(site, organisation.Id)).IsAccountProved);
    }

    [Theory, OnEveryDatabase]
    public async Task List_FilteredAndSearched_FindsByNameAndCode(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Submitted, name: $"<b>百分号%中心</b>{Guid.NewGuid():N}"[..40]);
        var officer = await site.SignInAsync("officer");
        foreach (var query in new[] { $"q={organisation.CreditCode[6..].ToLowerInvariant()}", "q=百分号%25中心&state=submitted" })
        {
            var page = await officer.OpenAsync($"/office/organisations?{query}");
            Assert.Contains(organisation.Name, page.Text("tbody th"), StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("tbody b"));
        }

        Assert.Empty((await officer.OpenAsync($"/office/organisations?q={organisation.CreditCode}&state=verified")).QuerySelectorAll("tbody tr"));
    }

    [Theory, OnEveryDatabase]
    public async Task Steps_OfADossier_ReplayToItsState(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        await organisation.Visitor.SubmitAsync(await organisation.Visitor.OpenAsync(organisation.Address), "main form");

        var steps = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<WorkflowStep>().Where(step => step.InstanceId == organisation.Id).OrderBy(step => step.Number).ToListAsync());
        var state = steps.Aggregate(OrganisationProcess.Definition.Initial, (from, step) => OrganisationProcess.Definition.Find(from, step.Trigger)!.To);
        Assert.Equal((OrganisationProcess.Draft, 3), (state, steps.Count));
        Assert.Equal(state, (await site.ReadOrganisationAsync(organisation.Id)).State);
    }

    private static async Task<OrganisationDossier> ReadDossierAsync(CharityApp site, Guid id) =>
        (await site.InScopeAsync(services => services.GetRequiredService<IOrganisations>().DossierAsync(id, TestContext.Current.CancellationToken)))!;

    private static Task<OrganisationInvitation> ReadInvitationAsync(CharityApp site, Guid organisationId) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<OrganisationInvitation>().AsNoTracking().SingleAsync(i => i.OrganisationId == organisationId && i.AppointedById != null));
}
