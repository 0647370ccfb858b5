using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Requests;

[Collection(nameof(PlatformSites))]
public sealed class PipelineTests(PlatformSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Command_EndingWell_SavesEverythingAndWakesTheWorkers(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var key = NewKey();

        Assert.True((await site.SendAsync(new WriteAlerts(key, Ending.Well))).Succeeded);

        Assert.Equal([$"{key}:kept in memory", $"{key}:written"], await WrittenAsync(site, key));
        Assert.Contains(key, site.Site.Services.GetRequiredService<Committed>().Keys);
    }

    [Theory, OnEveryDatabase]
    public async Task Command_FailingAfterWriting_LeavesNothing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (refused, broken) = (NewKey(), NewKey());

        var failed = await site.SendAsync(new WriteAlerts(refused, Ending.InAFailure));
        await Assert.ThrowsAsync<InvalidOperationException>(() => site.SendAsync(new WriteAlerts(broken, Ending.InAnException)));

        Assert.Equal("test_refused", failed.Failure?.Code);
        Assert.Empty(await WrittenAsync(site, refused));
        Assert.Empty(await WrittenAsync(site, broken));
        Assert.Empty(site.Site.Services.GetRequiredService<Committed>().Keys.Intersect([refused, broken]));
    }

    [Theory, OnEveryDatabase]
    public async Task Command_AfterAFailedOneInTheSameScope_SavesItsOwnOnly(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (failed, next) = (NewKey(), NewKey());

        await site.InScopeAsync(async services =>
        {
            var mediator = services.GetRequiredService<IMediator>();
            await mediator.Send(new WriteAlerts(failed, Ending.InAFailure));
            await Assert.ThrowsAsync<InvalidOperationException>(() => mediator.Send(new WriteAlerts(failed, Ending.InAnException)));
            return await mediator.Send(new WriteAlerts(next, Ending.Well));
        });

        Assert.Empty(await WrittenAsync(site, failed));
        Assert.Equal(2, (await WrittenAsync(site, next)).Count);
        Assert.DoesNotContain(failed, site.Site.Services.GetRequiredService<Committed>().Keys);
    }

    [Fact]
    public async Task Request_WithWrongInput_FailsByField()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        var failure = (await site.AskAsync([], new Ask("", 0))).Failure!;

        Assert.Equal((FailureKind.Invalid, "invalid_input"), (failure.Kind, failure.Code));
        Assert.Equal([("Words", "words_missing", "Say something."), ("Number", "number_wrong", "Say a number above {0}.")], failure.Fields.Select(field => (field.Field, field.Code, field.Message)));
        Assert.Equal([0], failure.Fields[1].Arguments);
        Assert.Equal("words_short", Assert.Single((await site.AskAsync([], new Ask("ab", 1))).Failure!.Fields).Code);
        Assert.Equal(AskHandler.Answer, (await site.AskAsync([], new Ask("abc", 1))).Value);
    }

    [Fact]
    public async Task Request_WithoutSignIn_IsRefused()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        Assert.Equal(FailureKind.Unauthenticated, (await site.AskAsync(null, new Ask("abc", 1))).Failure?.Kind);
        Assert.Equal(FailureKind.Unauthenticated, (await site.AskAsync(null, new AskAsStaff())).Failure?.Kind);
    }

    [Theory, OnEveryDatabase]
    public async Task Request_WithoutItsPermission_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        Assert.Equal((FailureKind.Forbidden, "not_permitted"), Reason(await site.AskAsync(["Resident"], new AskAsStaff())));
        Assert.Equal((FailureKind.Forbidden, "not_permitted"), Reason(await site.AskAsync(["NoSuchRole"], new AskAsStaff())));
        Assert.True((await site.AskAsync(["Resident", "Auditor"], new AskAsStaff())).Succeeded);
    }

    [Theory, OnEveryDatabase]
    public async Task Request_WhosePermissionNeedsASecondFactor_AsksForIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        Assert.Equal((FailureKind.SecondFactorNeeded, "second_factor_needed"), Reason(await site.AskAsync(["Administrator"], new AskInConfidence())));
        Assert.Equal((FailureKind.Forbidden, "not_permitted"), Reason(await site.AskAsync(["Auditor"], new AskInConfidence(), secondFactor: true)));
        Assert.True((await site.AskAsync(["Administrator"], new AskInConfidence(), secondFactor: true)).Succeeded);
    }

    [Fact]
    public async Task Request_ForSomebodyElsesThing_IsRefusedAfterThePermission()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        Assert.Equal((FailureKind.NotFound, "test_unknown"), Reason(await site.AskAsync([], new Ask("abc", 1, Owner: "another"))));
        Assert.Equal(FailureKind.Unauthenticated, (await site.AskAsync(null, new Ask("abc", 1, Owner: "another"))).Failure?.Kind);
    }

    [Fact]
    public async Task Request_NamingNobody_IsRefusedToEverybody()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => site.AskAsync(["Administrator"], new AskNamingNobody(), secondFactor: true));

        Assert.Contains(nameof(AskNamingNobody), refusal.Message, StringComparison.Ordinal);
    }

    private static string NewKey() => $"test-{Guid.CreateVersion7():N}";

    private static (FailureKind?, string?) Reason(Result<string> result) => (result.Failure?.Kind, result.Failure?.Code);

    private static Task<List<string>> WrittenAsync(CharityApp site, string key) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<Alert>().Where(alert => alert.Key.StartsWith(key)).Select(alert => alert.Key).OrderBy(written => written).ToListAsync());
}
