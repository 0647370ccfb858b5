using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Organisations.Privacy;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Tests.Support;
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

    private static IPersonalDataSource Source(IServiceProvider services) => services.GetServices<IPersonalDataSource>().Single(source => source is MembershipData);

    private static Task<bool> AlertAsync(CharityApp site, Guid id) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<Alert>().AnyAsync(alert => alert.Key == OrganisationAlerts.Ownerless(id) && alert.ResolvedUtc == null));
}
