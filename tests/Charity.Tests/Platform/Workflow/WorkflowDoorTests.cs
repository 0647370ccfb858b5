using Charity.Funds.Register;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Workflow;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Workflow;

/// <summary>The door, shown on real funds with a table of the tests' own.</summary>
[Collection(nameof(PlatformSites))]
public sealed class WorkflowDoorTests(PlatformSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Fire_Once_WritesStateDeadlineAndHistoryTogether(DatabaseKind database)
    {
        var (site, id) = await NewFundAsync(database);
        var before = TimeProvider.System.GetUtcNow().UtcDateTime;

        Assert.True((await site.SendAsync(new PullTrigger(id, "open", 0))).Succeeded);

        var fund = await ReadAsync(site, id);
        Assert.Equal((FundProcess.Open, 1), (fund.State, fund.Version));
        Assert.InRange(fund.StateDueUtc!.Value, before + PullTrigger.Deadline - TimeSpan.FromSeconds(1), before + PullTrigger.Deadline + TimeSpan.FromMinutes(5));
        var step = Assert.Single(await StepsAsync(site, id));
        Assert.Equal(("test", 1, FundProcess.Draft, "open", FundProcess.Open), (step.Process, step.Number, step.From, step.Trigger, step.To));
        Assert.Equal(("system:test", PullTrigger.Note), (step.ActorName, step.Note));
    }

    [Theory, OnEveryDatabase]
    public async Task Fire_InACommandThatFailsLater_MovesNothingAndTellsNothing(DatabaseKind database)
    {
        var (site, id) = await NewFundAsync(database);

        Assert.Equal("test_refused", (await site.SendAsync(new PullTrigger(id, "open", 0, FailAfterwards: true))).Failure?.Code);

        var fund = await ReadAsync(site, id);
        Assert.Equal((FundProcess.Draft, 0), (fund.State, fund.Version));
        Assert.Empty(await StepsAsync(site, id));
    }

    [Theory, OnEveryDatabase]
    public async Task Fire_WhenAGuardRefuses_SaysItsReasonAndMovesNothing(DatabaseKind database)
    {
        var (site, id) = await NewFundAsync(database);

        var refused = await site.SendAsync(new PullTrigger(id, "guarded", 0));

        Assert.Equal((FailureKind.Invalid, "second_guard"), (refused.Failure?.Kind, refused.Failure?.Code));
        Assert.Equal((FundProcess.Draft, 0), ((await ReadAsync(site, id)).State, (await StepsAsync(site, id)).Count));
    }

    [Theory, OnEveryDatabase]
    public async Task Fire_OnAnOlderVersionOrUnknownTrigger_IsAConflict(DatabaseKind database)
    {
        var (site, id) = await NewFundAsync(database);
        await site.SendAsync(new PullTrigger(id, "open", 0));

        Assert.Equal((FailureKind.Conflict, "changed_meanwhile"), Reason(await site.SendAsync(new PullTrigger(id, "close", 0))));
        var again = await site.SendAsync(new PullTrigger(id, "open", 1));
        Assert.Equal((FailureKind.Conflict, "not_in_this_state"), Reason(again));
        Assert.Equal(["Open for staff"], again.Failure!.Arguments);
        Assert.Equal((FailureKind.Conflict, "not_in_this_state"), Reason(await site.SendAsync(new PullTrigger(id, "fly", null))));
        Assert.Single(await StepsAsync(site, id));
    }

    [Theory, OnEveryDatabase]
    public async Task Fire_ByManyWhoSawTheSameState_LetsOneThrough(DatabaseKind database)
    {
        var (site, id) = await NewFundAsync(database);
        var sawIt = new SemaphoreSlim(0);
        var goOn = new TaskCompletionSource();

        var answers = Enumerable.Range(0, 6).Select(_ => Task.Run(() => site.InScopeAsync(async services =>
        {
            await services.GetRequiredService<CharityDbContext>().Set<Fund>().SingleAsync(fund => fund.Id == id);
            sawIt.Release();
            await goOn.Task;
            return await services.GetRequiredService<IMediator>().Send(new PullTrigger(id, "open", 0));
        }))).ToList();
        for (var number = 0; number < answers.Count; number++)
        {
            await sawIt.WaitAsync();
        }

        goOn.SetResult();
        var results = await Task.WhenAll(answers);

        Assert.Single(results, result => result.Succeeded);
        Assert.All(results.Where(result => !result.Succeeded), result => Assert.Equal((FailureKind.Conflict, "changed_meanwhile"), Reason(result)));
        Assert.Single(await StepsAsync(site, id));
        Assert.Equal(1, (await ReadAsync(site, id)).Version);
    }

    [Theory, OnEveryDatabase]
    public async Task Fire_AsAPerson_NeedsThePermissionOfTheTrigger(DatabaseKind database)
    {
        var (site, id) = await NewFundAsync(database);

        Assert.Equal((FailureKind.Forbidden, "only_by_the_clock"), Reason(await site.AsAsync(["Administrator"], services => services.GetRequiredService<IMediator>().Send(new PullTrigger(id, "open", 0)))));
        Assert.Equal((FailureKind.Forbidden, "not_permitted"), Reason(await site.AsAsync(["Resident"], services => services.GetRequiredService<IMediator>().Send(new PullTrigger(id, "audit", 0)))));
        Assert.True((await site.AsAsync(["Auditor"], services => services.GetRequiredService<IMediator>().Send(new PullTrigger(id, "audit", 0)))).Succeeded);
        Assert.Equal("测试人", Assert.Single(await StepsAsync(site, id)).ActorName);
    }

    [Theory, OnEveryDatabase]
    public async Task Offers_ToAPerson_AreWhatTheyMayDoEachWithItsReason(DatabaseKind database)
    {
        var (site, id) = await NewFundAsync(database);

        var auditor = await OffersAsync(site, id, "Auditor");
        Assert.Equal([("audit", null), ("guarded", "second_guard")], auditor.Select(offer => (offer.Trigger, offer.Refusal?.Code)));
        Assert.Equal("Audit it", auditor[0].Label);
        Assert.Empty(await OffersAsync(site, id, "Resident"));
    }

    [Fact]
    public void Move_NamingAnUnknownStateOrATriggerTwice_IsAProgrammingError()
    {
        var table = new WorkflowDefinition<Fund>("test").State("A", Words("A")).State("B", Words("B"), isFinal: true).Move("A", "go", "B", null, "Go");

        Assert.Contains("unknown state", Assert.Throws<InvalidOperationException>(() => table.Move("A", "fly", "C", null, "Fly")).Message, StringComparison.Ordinal);
        Assert.Contains("unknown state", Assert.Throws<InvalidOperationException>(() => table.Move("C", "fly", "A", null, "Fly")).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Throws<InvalidOperationException>(() => table.Move("A", "go", "A", null, "Go")).Message, StringComparison.Ordinal);
        Assert.Equal("A", table.Initial);
        Assert.Equal("stateDiagram-v2\n    [*] --> A\n    A --> B: go\n    B --> [*]", table.ToDiagram());
    }

    internal static StateWords Words(string state) => new($"{state} for staff", state, null, "Next");

    private static (FailureKind?, string?) Reason(Result result) => (result.Failure?.Kind, result.Failure?.Code);

    private async Task<(CharityApp Site, Guid Id)> NewFundAsync(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        return (site, (await site.ReadFundAsync(await site.MakeFundAsync(open: false))).Id);
    }

    private static Task<Fund> ReadAsync(CharityApp site, Guid id) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Fund>().AsNoTracking().SingleAsync(fund => fund.Id == id));

    private static Task<List<WorkflowStep>> StepsAsync(CharityApp site, Guid id) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<WorkflowStep>().AsNoTracking().Where(step => step.InstanceId == id).ToListAsync());

    private static Task<IReadOnlyList<OfferedTrigger>> OffersAsync(CharityApp site, Guid id, string role) => site.AsAsync([role], async services =>
    {
        var fund = await services.GetRequiredService<CharityDbContext>().Set<Fund>().SingleAsync(fund => fund.Id == id);
        return await services.GetRequiredService<IWorkflowDoor>().OffersAsync(PullTrigger.Table, fund, CancellationToken.None);
    });
}

/// <summary>Pulls a trigger of a fund, by the table below.</summary>
[Anybody]
internal sealed record PullTrigger(Guid FundId, string Trigger, int? Version, bool FailAfterwards = false) : ICommand
{
    public const string Note = "Because.";
    public static readonly TimeSpan Deadline = TimeSpan.FromDays(3);

    public static WorkflowDefinition<Fund> Table { get; } = new WorkflowDefinition<Fund>("test")
        .State(FundProcess.Draft, WorkflowDoorTests.Words(FundProcess.Draft))
        .State(FundProcess.Open, WorkflowDoorTests.Words(FundProcess.Open), deadline: Deadline)
        .State(FundProcess.Closed, WorkflowDoorTests.Words(FundProcess.Closed), isFinal: true)
        .Move(FundProcess.Draft, "open", FundProcess.Open, permission: null, "Open it")
        .Move(FundProcess.Draft, "audit", FundProcess.Closed, "ViewAuditTrail", "Audit it")
        .Move(
            FundProcess.Draft, "guarded", FundProcess.Open, "ViewAuditTrail", "Try it",
            (_, _, _) => Task.FromResult<Failure?>(null),
            (_, _, _) => Task.FromResult<Failure?>(Failure.Invalid("second_guard", "Not yet.")),
            (_, _, _) => Task.FromResult<Failure?>(Failure.Invalid("third_guard", "Never asked.")))
        .Move(FundProcess.Open, "close", FundProcess.Closed, permission: null, "Close it");
}

internal sealed class PullTriggerHandler(CharityDbContext db, IWorkflowDoor door) : IRequestHandler<PullTrigger, Result>
{
    public async Task<Result> Handle(PullTrigger request, CancellationToken cancellationToken)
    {
        var fund = await db.Set<Fund>().SingleAsync(fund => fund.Id == request.FundId, cancellationToken);
        var fired = await door.FireAsync(PullTrigger.Table, fund, request.Trigger, request.Version, PullTrigger.Note, cancellationToken);
        return fired.Succeeded && request.FailAfterwards ? Failure.Conflict("test_refused", "No.") : fired;
    }
}
