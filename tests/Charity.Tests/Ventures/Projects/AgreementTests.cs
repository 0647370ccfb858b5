using System.Net;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Users.Accounts;
using Charity.Ventures.Agreements;
using Charity.Ventures.Duties;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Projects;

[Collection(nameof(VentureSites))]
public sealed class AgreementTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Agreement_SignedByBothSides_MakesTheFirstInstalmentDueAndStartsTheProject(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();
        var officer = await site.OfficerWithSecondFactorAsync();

        await project.OfferAsync(officer);
        await project.SignAsync();
        Assert.Equal(ProjectProcess.AgreementPending, (await site.ReadProjectAsync(project.Slug)).State);
        await project.CountersignAsync(officer);

        var signed = await site.ReadProjectAsync(project.Slug);
        Assert.Equal(ProjectProcess.Signed, signed.State);
        Assert.Equal([InstalmentProcess.Due, InstalmentProcess.Waiting, InstalmentProcess.Waiting], signed.Instalments.Select(instalment => instalment.State));
        Assert.NotNull(signed.Instalments[0].DueSinceUtc);
        await site.TurnTheProjectClockAsync();
        await site.TurnTheProjectClockAsync();
        Assert.Equal((ProjectProcess.Running, 2), ((await site.ReadProjectAsync(project.Slug)).State, (await site.ReadProjectAsync(project.Slug)).Version));
    }

    [Theory, OnEveryDatabase]
    public async Task Agreement_ForEverybody_HasNoPersonalDataAndTheSignedHash(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();
        var visitor = site.Visit();
        await visitor.GetAsync(project.Page + "/agreement");
        visitor.AssertStatus(HttpStatusCode.NotFound);
        var officer = await site.OfficerWithSecondFactorAsync();
        await project.OfferAsync(officer);
        await project.SignAsync();
        await project.CountersignAsync(officer);

        var agreement = (await ReadAgreementsAsync(site, project)).Single();
        var page = (await visitor.GetAsync(project.Page + "/agreement?fresh=1")).Source.Text;

        Assert.Contains("甲乙丙", agreement.Text, StringComparison.Ordinal);
        Assert.Contains(agreement.Sha256, page, StringComparison.Ordinal);
        Assert.Contains("银龄守护", page, StringComparison.Ordinal);
        Assert.DoesNotContain("甲乙丙", page, StringComparison.Ordinal);
        Assert.DoesNotContain("梅园里", page, StringComparison.Ordinal);
        Assert.DoesNotContain("苗不为人知", page, StringComparison.Ordinal);
        Assert.DoesNotContain("科员", page, StringComparison.Ordinal);
        Assert.DoesNotContain(AgreementPlaceholders.All, name => page.Contains("{" + name + "}", StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Sign_WithoutSecondFactorOrByAnEditor_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();
        await project.OfferAsync(await site.OfficerWithSecondFactorAsync());

        var owner = project.Organisation.Visitor;
        await owner.SubmitAsync(await owner.OpenAsync(project.Workspace + "/agreement"), "form[action$='/signature']");
        Assert.StartsWith("/account/second-factor", owner.Location, StringComparison.Ordinal);
        var editor = await site.AddMemberAsync(project.Organisation.Id, OrganisationRole.Editor);
        await editor.EnrolAsync();
        await editor.SubmitAsync(await editor.OpenAsync(project.Workspace + "/agreement"), "form[action$='/signature']");
        editor.AssertStatus(HttpStatusCode.Forbidden);
        var stranger = await site.SignInAsync(await site.OpenAccountAsync("路人"));
        await stranger.GetAsync(project.Workspace + "/agreement");
        stranger.AssertStatus(HttpStatusCode.NotFound);

        Assert.Equal(AgreementProcess.Offered, (await ReadAgreementsAsync(site, project)).Single().State);
    }

    [Theory, OnEveryDatabase]
    public async Task Countersign_ByAnInsiderScorerOrProposer_IsRefusedWithWhoStillMay(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();
        var other = await site.OpenAccountAsync("还有一位科员", ["Officer"]);
        await project.OfferAsync(await site.OfficerWithSecondFactorAsync());
        await project.SignAsync();

        var insider = await site.OpenAccountAsync("内部科员", ["Officer"]);
        await JoinAsync(site, project, insider);
        foreach (var (person, duty) in new (User, Duty?)[] { (insider, null), (await site.OpenAccountAsync("打分科员", ["Officer"]), Duty.Score), (await site.OpenAccountAsync("提名科员", ["Officer"]), Duty.Propose), (await site.OpenAccountAsync("有关科员", ["Officer"]), Duty.Interest) })
        {
            await HaveAsync(site, project, person, duty);
            var visitor = await site.OfficerWithSecondFactorAsync(person);
            var page = await visitor.OpenAsync(project.Office + "/agreement");
            Assert.Contains("可由以下人员办理", page.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
            await visitor.SubmitAsync(page, "form[action$='/signature']");
            visitor.AssertStatus(HttpStatusCode.Conflict);
        }

        Assert.Equal(AgreementProcess.OrganisationSigned, (await ReadAgreementsAsync(site, project)).Single().State);
        await project.CountersignAsync(await site.OfficerWithSecondFactorAsync(other));
        Assert.Equal([Duty.Sign], await DutiesAsync(site, project, other.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Text_ThatChangedAfterOneSignature_InvalidatesIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();
        var officer = await site.OfficerWithSecondFactorAsync();
        await project.OfferAsync(officer);
        await project.SignAsync();
        var read = await officer.OpenAsync(project.Office + "/agreement");

        await PostponeAsync(site, project);
        await project.OfferAsync(officer);
        await officer.SubmitAsync(read, "form[action$='/signature']");

        officer.AssertStatus(HttpStatusCode.Conflict);
        var agreements = await ReadAgreementsAsync(site, project);
        Assert.Equal([AgreementProcess.Withdrawn, AgreementProcess.Offered], agreements.Select(agreement => agreement.State));
        Assert.Null(agreements[1].Organisation);
        Assert.NotEqual(agreements[0].Sha256, agreements[1].Sha256);
        Assert.Equal(ProjectProcess.AgreementPending, (await site.ReadProjectAsync(project.Slug)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Offer_OfATextNobodyHasRead_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();
        var officer = await site.OfficerWithSecondFactorAsync();
        var read = await officer.OpenAsync(project.Office + "/agreement");
        await PostponeAsync(site, project);

        await officer.SubmitAsync(read, "form[action$='/offer']");

        officer.AssertStatus(HttpStatusCode.Conflict);
        Assert.Empty(await ReadAgreementsAsync(site, project));
    }

    [Theory, OnEveryDatabase]
    public async Task Sign_OfATextChangedInTheDatabase_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();
        await project.OfferAsync(await site.OfficerWithSecondFactorAsync());
        var agreement = (await ReadAgreementsAsync(site, project)).Single();
        await site.InUnitAsync(services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            db.Attach(agreement).Property(a => a.Text).CurrentValue = agreement.Text.Replace("39,614.07", "99,614.07", StringComparison.Ordinal);
            return Task.FromResult(true);
        });
        await project.Organisation.Visitor.EnrolAsync();

        await project.Organisation.Visitor.SubmitAsync(await project.Organisation.Visitor.OpenAsync(project.Workspace + "/agreement"), "form[action$='/signature']");

        project.Organisation.Visitor.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal(AgreementProcess.Offered, (await ReadAgreementsAsync(site, project)).Single().State);
    }

    [Theory, OnEveryDatabase]
    public async Task Template_WithAnUnknownOrMissingPlaceholder_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        Assert.Equal("placeholder_unknown", (await site.SendAsync(new EditAgreementTemplate { Text = UsualAgreement.Text + "{项目名}" })).Failure!.Code);
        Assert.Equal("placeholder_missing", (await site.SendAsync(new EditAgreementTemplate { Text = "空空的协议" })).Failure!.Code);
        CallSteps.Demand(await site.SendAsync(new EditAgreementTemplate { Text = UsualAgreement.Text }));
    }

    internal static async Task<IReadOnlyList<Agreement>> ReadAgreementsAsync(CharityApp site, TestProject project)
    {
        var id = (await site.ReadProjectAsync(project.Slug)).Id;
        return await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Agreement>().AsNoTracking()
            .Where(agreement => agreement.ProjectId == id).OrderBy(agreement => agreement.Number).ToListAsync());
    }

    private static Task PostponeAsync(CharityApp site, TestProject project) => site.InUnitAsync(async services =>
    {
        var taken = (await services.GetRequiredService<ProjectDesk>().TakeAsync(project.Slug, CancellationToken.None)).Value;
        taken.Reschedule(taken.RunsFrom, taken.RunsUntil.AddDays(10));
        return true;
    });

    private static Task JoinAsync(CharityApp site, TestProject project, User user) => site.InUnitAsync(services =>
    {
        services.GetRequiredService<CharityDbContext>().Add(Charity.Organisations.Dossiers.OrganisationMember.Of(project.Organisation.Id, user.Id, OrganisationRole.Editor, TimeProvider.System.GetUtcNow()));
        return Task.FromResult(true);
    });

    private static Task HaveAsync(CharityApp site, TestProject project, User user, Duty? duty) => site.InUnitAsync(async services =>
    {
        if (duty is { } taken)
        {
            var id = await services.GetRequiredService<CharityDbContext>().Set<Project>().Where(p => p.Slug == project.Slug).Select(p => p.Id).SingleAsync();
            await services.GetRequiredService<DutyCheck>().RecordAsync(id, user.Id, taken, CancellationToken.None);
        }

        return true;
    });

    private static Task<List<Duty>> DutiesAsync(CharityApp site, TestProject project, Guid userId) => site.InScopeAsync(services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        return db.Set<DutyRecord>().Where(record => record.UserId == userId && db.Set<Project>().Any(p => p.Id == record.SubjectId && p.Slug == project.Slug)).Select(record => record.Duty).ToListAsync();
    });
}
