using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Organisations.Reminders;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Organisations;

[Collection(nameof(OrganisationSites))]
public sealed class WatchDossiersTests(SharedSites sites)
{
    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow.AddHours(8));

    [Theory, OnEveryDatabase]
    public async Task Licence_SoonToExpire_IsRemindedOfTwiceInAll(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        await KeepLicenceAsync(site, organisation.Id, Today.AddDays(61));
        Assert.Equal(0, await RemindersAfterRunAsync(site, organisation));
        await KeepLicenceAsync(site, organisation.Id, Today.AddDays(60));
        Assert.Equal(1, await RemindersAfterRunAsync(site, organisation));
        Assert.Equal(1, await RemindersAfterRunAsync(site, organisation));

        await site.InUnitAsync(services => services.GetRequiredService<CharityDbContext>().Set<Licence>()
            .Where(licence => licence.OrganisationId == organisation.Id).ExecuteUpdateAsync(licence => licence.SetProperty(l => l.ValidUntil, Today.AddDays(14))));
        Assert.Equal(2, await RemindersAfterRunAsync(site, organisation));
        Assert.Equal(2, await RemindersAfterRunAsync(site, organisation));
    }

    [Theory, OnEveryDatabase]
    public async Task Licence_RenewedAfterAReminder_IsRemindedOfAnew(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        await KeepLicenceAsync(site, organisation.Id, Today.AddDays(3));
        Assert.Equal(1, await RemindersAfterRunAsync(site, organisation));
        await KeepLicenceAsync(site, organisation.Id, Today.AddDays(50));
        Assert.Equal(2, await RemindersAfterRunAsync(site, organisation));
    }

    [Theory, OnEveryDatabase]
    public async Task Licence_ChangedAndChangedBack_IsRemindedOfOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var over = await BarAsync(site, Today.AddDays(-1));
        await KeepLicenceAsync(site, organisation.Id, Today.AddDays(5));
        Assert.Equal(1, await RemindersAfterRunAsync(site, organisation));
        await KeepLicenceAsync(site, organisation.Id, Today.AddDays(200));
        await KeepLicenceAsync(site, organisation.Id, Today.AddDays(5));
        Assert.Equal(1, await RemindersAfterRunAsync(site, organisation));
        Assert.Equal(OrganisationProcess.Verified, (await site.ReadOrganisationAsync(over)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Run_WithADossierThatCannotBeRead_DoesTheOthers(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (broken, sound) = (await site.MakeOrganisationAsync(), await site.MakeOrganisationAsync());
        await KeepLicenceAsync(site, broken.Id, Today.AddDays(5));
        await KeepLicenceAsync(site, sound.Id, Today.AddDays(5));
        var over = await BarAsync(site, Today.AddDays(-1));
        var name = await NameAsync(site, broken, "{");
        try
        {
            Assert.Equal(1, await RemindersAfterRunAsync(site, sound));
            Assert.Equal(OrganisationProcess.Verified, (await site.ReadOrganisationAsync(over)).State);
        }
        finally
        {
            await NameAsync(site, broken, name);
        }

        Assert.Equal(1, await RemindersAfterRunAsync(site, broken));
    }

    [Theory, OnEveryDatabase]
    public async Task Invitation_TooOld_LosesItsAddressAndItsMail(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var email = $"{Guid.NewGuid():N}@people.example";
        var page = await organisation.Visitor.OpenAsync($"{organisation.Address}/members");
        await organisation.Visitor.SubmitAsync(page, $"form[action='{organisation.Address}/members']", ("Email", email), ("Role", "Editor"));
        Assert.Single(await site.MailsToAsync(email));
        await site.InUnitAsync(services => services.GetRequiredService<CharityDbContext>().Set<OrganisationInvitation>()
            .Where(i => i.OrganisationId == organisation.Id).ExecuteUpdateAsync(i => i.SetProperty(row => row.ExpiresUtc, DateTime.UtcNow.AddSeconds(-1))));

        await RunAsync(site);

        var stored = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OrganisationInvitation>().AsNoTracking().SingleAsync(i => i.OrganisationId == organisation.Id));
        Assert.Equal((true, null, null), (stored.EndedUtc is not null, stored.Email, stored.EmailFingerprint));
        Assert.Empty(await site.MailsToAsync(email));
    }

    [Theory, OnEveryDatabase]
    public async Task Bar_WhoseLastDayIsOver_EndsByTheClock(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (over, lasting) = (await BarAsync(site, Today.AddDays(-1)), await BarAsync(site, Today));

        await RunAsync(site);

        Assert.Equal(OrganisationProcess.Verified, (await site.ReadOrganisationAsync(over)).State);
        Assert.Equal(OrganisationProcess.Suspended, (await site.ReadOrganisationAsync(lasting)).State);
    }

    private static async Task<Guid> BarAsync(CharityApp site, DateOnly until)
    {
        var organisation = await site.MakeOrganisationAsync(OrganisationProcess.Verified);
        await site.InUnitAsync(async services =>
        {
            var dossier = (await services.GetRequiredService<DossierDesk>().LoadAsync(organisation.Id, TestContext.Current.CancellationToken))!;
            dossier.Add(new Bar { Id = Guid.CreateVersion7(), OrganisationId = dossier.Id, FromDay = until.AddDays(-10), UntilDay = until, Reason = "逾期", ByName = "石" });
            return await services.GetRequiredService<Charity.Platform.Workflow.IWorkflowDoor>().FireAsync(OrganisationProcess.Definition, dossier, OrganisationProcess.Bar, null, null, TestContext.Current.CancellationToken);
        });
        return organisation.Id;
    }

    private static Task<bool> KeepLicenceAsync(CharityApp site, Guid organisationId, DateOnly until) => site.InUnitAsync(async services =>
    {
        var dossier = (await services.GetRequiredService<DossierDesk>().LoadAsync(organisationId, TestContext.Current.CancellationToken))!;
        var licence = dossier.Licences.Count > 0 ? dossier.Licences[0] : null;
        if (licence is null)
        {
            licence = new Licence { Id = Guid.CreateVersion7(), OrganisationId = organisationId };
            dossier.Add(licence);
            services.GetRequiredService<CharityDbContext>().Add(licence);
        }

        licence.Describe(new LicenceFact("食品经营许可证", "JY1", "局", until));
        return true;
    });

    private static Task RunAsync(CharityApp site) => ActivatorUtilities.CreateInstance<WatchDossiers>(site.Site.Services).Execute(null!, TestContext.Current.CancellationToken).AsTask();

    /// <summary>Writes a name into the row as no program of ours would; answers with the one before.</summary>
    private static Task<string> NameAsync(CharityApp site, TestOrganisation organisation, string name) => site.InScopeAsync(async services =>
    {
        var database = services.GetRequiredService<CharityDbContext>().Database;
        var before = await database.SqlQuery<string>($"SELECT \"Name\" AS \"Value\" FROM \"Organisations_Organisations\" WHERE \"CreditCode\" = {organisation.CreditCode}").SingleAsync();
        await database.ExecuteSqlAsync($"UPDATE \"Organisations_Organisations\" SET \"Name\" = {name} WHERE \"CreditCode\" = {organisation.CreditCode}");
        return before;
    });

    private static async Task<int> RemindersAfterRunAsync(CharityApp site, TestOrganisation organisation)
    {
        await RunAsync(site);
        return (await site.MailsToAsync(organisation.Owner.Email!)).Count(mail => mail.Key.StartsWith("licence-expiry:", StringComparison.Ordinal));
    }
}
