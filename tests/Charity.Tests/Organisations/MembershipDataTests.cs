using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Organisations.Privacy;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Users.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Organisations;

[Collection(nameof(OrganisationSites))]
public sealed class MembershipDataTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Erase_OfTheLastOwner_RemovesTheMembershipAndTellsTheBureau(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var person = new UserSummary(organisation.Owner.Id, organisation.Owner.Email!, organisation.Owner.Name, true, "zh-CN");

        var exported = System.Text.Json.JsonSerializer.Serialize(await site.InScopeAsync(services => Source(services).ExportAsync(person, TestContext.Current.CancellationToken)));
        Assert.Contains(organisation.CreditCode, exported, StringComparison.Ordinal);
        var kept = await site.InUnitAsync(services => Source(services).EraseAsync(person, TestContext.Current.CancellationToken));

        Assert.Single(kept);
        Assert.Empty((await site.ReadOrganisationAsync(organisation.Id)).Members);
        Assert.True(await AlertAsync(site, organisation.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Erase_OfOneOfTwoOwners_TellsNobody(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        await site.AddMemberAsync(organisation.Id, OrganisationRole.Owner);
        var person = new UserSummary(organisation.Owner.Id, organisation.Owner.Email!, organisation.Owner.Name, true, "zh-CN");

        await site.InUnitAsync(services => Source(services).EraseAsync(person, TestContext.Current.CancellationToken));

        Assert.Single((await site.ReadOrganisationAsync(organisation.Id)).Members);
        Assert.False(await AlertAsync(site, organisation.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Erase_OfAMember_CountsAsAnEditAndForgetsTheirNameInInvitations(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var email = $"{Guid.NewGuid():N}@people.example";
        var page = await organisation.Visitor.OpenAsync($"{organisation.Address}/members");
        await organisation.Visitor.SubmitAsync(page, $"form[action='{organisation.Address}/members']", ("Email", email), ("Role", "Editor"));
        var person = new UserSummary(organisation.Owner.Id, organisation.Owner.Email!, organisation.Owner.Name, true, "zh-CN");
        var before = (await site.ReadOrganisationAsync(organisation.Id)).Revision;

        await site.InUnitAsync(services => Source(services).EraseAsync(person, TestContext.Current.CancellationToken));

        Assert.Equal(before + 1, (await site.ReadOrganisationAsync(organisation.Id)).Revision);
        var invitation = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OrganisationInvitation>().AsNoTracking().SingleAsync(i => i.OrganisationId == organisation.Id));
        Assert.Equal((string.Empty, true, null), (invitation.InvitedByName, invitation.EndedUtc is not null, invitation.Email));
        Assert.Empty(await site.MailsToAsync(email));
    }

    [Theory, OnEveryDatabase]
    public async Task Erase_OfSomebodyWhoAskedToJoin_ForgetsTheMail(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var organisation = await site.MakeOrganisationAsync();
        var asker = await site.OpenAccountAsync("求入者");
        var visitor = await site.SignInAsync(asker);
        var page = await visitor.OpenAsync("/workspace/organisations/new");
        page.QuerySelector("main form")!.SetAttribute("action", "/workspace/organisations/join");
        await visitor.SubmitAsync(page, "main form", ("CreditCode", organisation.CreditCode));
        Assert.Contains(asker.Email!, Assert.Single(await site.MailsToAsync(organisation.Owner.Email!)).Text, StringComparison.Ordinal);

        await site.InUnitAsync(services => Source(services).EraseAsync(new UserSummary(asker.Id, asker.Email!, asker.Name, true, "zh-CN"), TestContext.Current.CancellationToken));

        Assert.Empty(await site.MailsToAsync(organisation.Owner.Email!));
    }

    private static IPersonalDataSource Source(IServiceProvider services) => services.GetServices<IPersonalDataSource>().Single(source => source is MembershipData);

    private static Task<bool> AlertAsync(CharityApp site, Guid id) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<Alert>().AnyAsync(alert => alert.Key == OrganisationAlerts.Ownerless(id) && alert.ResolvedUtc == null));
}
