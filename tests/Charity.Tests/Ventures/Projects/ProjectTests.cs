using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Projects;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Projects;

[Collection(nameof(VentureSites))]
public sealed class ProjectTests(SharedSites sites)
{
    private static readonly DateOnly From = new(2026, 3, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(3_961_407)]
    [InlineData(99_060_001)]
    [InlineData(long.MaxValue / 2)]
    public void Award_OfAnySum_IsDividedToTheLastCent(long awardedMinor)
    {
        var project = Project.Award(ProjectSteps.AwardOf("test", Guid.NewGuid(), From, From.AddDays(200), awardedMinor), DateTimeOffset.UnixEpoch);

        Assert.Equal(awardedMinor, project.Instalments.Sum(instalment => instalment.AmountMinor));
        Assert.Equal(project.AwardedMinor, project.Sources.Sum(source => source.AmountMinor));
        Assert.Equal((long)((Int128)awardedMinor * 50 / 100), project.Instalments[0].AmountMinor);
        Assert.All(project.Instalments, instalment => Assert.Equal(InstalmentProcess.Waiting, instalment.State));
    }

    [Fact]
    public void Award_WhoseInstalmentsDoNotMakeTheWhole_IsRefused() => Assert.Throws<ArgumentException>(() => Project.Award(
        ProjectSteps.AwardOf("test", Guid.NewGuid(), From, From.AddDays(200), instalments: [new InstalmentPlan(new LocalizedText("首款"), 99, [])]), DateTimeOffset.UnixEpoch));

    [Theory, OnEveryDatabase]
    public async Task Award_OfAProject_IsItsOrganisationsUnfinishedOne(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();

        var read = await site.ReadProjectAsync(project.Slug);

        Assert.Equal((ProjectProcess.AgreementPending, ProjectSteps.Awarded, 3), (read.State, read.AwardedMinor, read.Instalments.Count));
        Assert.Equal([project.Slug], (await UnfinishedAsync(site, project.Organisation.Id)).Select(unfinished => unfinished.Slug));
        Assert.Empty(await UnfinishedAsync(site, Guid.NewGuid()));
    }

    [Theory, OnEveryDatabase]
    public async Task Instalment_BeforeItsConditions_DoesNotFallDue(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var project = await site.AwardAsync();

        foreach (var number in (int[])[0, 1, 2])
        {
            Assert.Equal("instalment_not_due", await FireAsync(site, project.Slug, number, InstalmentProcess.FallDue));
            Assert.Equal("project_goes_on", await FireAsync(site, project.Slug, number, InstalmentProcess.Stop));
        }
    }

    private static Task<IReadOnlyList<UnfinishedProject>> UnfinishedAsync(CharityApp site, Guid organisationId) =>
        site.InScopeAsync(services => services.GetRequiredService<ProjectDesk>().UnfinishedAsync(organisationId, CancellationToken.None));

    private static Task<string?> FireAsync(CharityApp site, string slug, int number, string trigger) => site.InUnitAsync(async services =>
    {
        var project = (await services.GetRequiredService<ProjectDesk>().TakeAsync(slug, CancellationToken.None)).Value;
        var fired = await services.GetRequiredService<IWorkflowDoor>().FireAsync(InstalmentProcess.Table, project.Instalments[number], trigger, null, null, CancellationToken.None);
        return fired.Failure?.Code;
    });
}
