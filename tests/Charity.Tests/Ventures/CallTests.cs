using System.Net;
using AngleSharp.Dom;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Office;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

[Collection(nameof(VentureSites))]
public sealed class CallTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Announce_OfAnEmptyCall_SaysItemByItemWhatIsMissing(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = CallSteps.NewSlug();
        CallSteps.Demand(await site.SendAsync(new PlanCall { Slug = slug, Title = CallSteps.Both("空的征集") }));

        var refused = (await site.SendAsync(await site.MoveOf(slug, "announce", 0, null))).Failure!;

        Assert.Equal("call_not_ready", refused.Code);
        Assert.Equal(
            ["summary_missing", "guidance_missing", "contact_missing", "money_missing", "days_missing", "answer_day_missing", "run_missing"], refused.Fields.Select(field => field.Code));
        var officer = await site.SignInAsync("officer");
        var desk = await officer.GetAsync($"/office/calls/{slug}");
        Assert.Equal(refused.Fields.Select(field => field.Code), desk.QuerySelectorAll("#missing li").Select(item => item.GetAttribute("data-code")!));
        Assert.All(desk.QuerySelectorAll("#missing a"), link => Assert.StartsWith($"/office/calls/{slug}/", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Draft_OfACall_IsKnownToTheOfficeOnly(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync();
        var visitor = site.Visit();

        Assert.DoesNotContain(slug, (await visitor.GetAsync("/calls")).Source.Text, StringComparison.Ordinal);
        foreach (var path in (string[])[$"/calls/{slug}", $"/calls/{slug}/questions/new"])
        {
            await visitor.GetAsync(path);
            visitor.AssertStatus(HttpStatusCode.NotFound);
        }

        Assert.Equal(FailureKind.NotFound, (await site.SendAsync(new AskQuestion { Slug = slug, Question = "?" })).Failure!.Kind);
        var worker = await site.SignInAsync("worker");
        foreach (var path in (string[])["", "/texts", "/money", "/review", "/timetable", "/form", "/form/question", "/questions"])
        {
            await worker.GetAsync($"/office/calls/{slug}{path}");
            worker.AssertStatus(HttpStatusCode.Forbidden);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Clock_OnTheFirstAndAfterTheLastDay_OpensAndCloses(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (today, later) = (await site.MakeCallAsync(announce: true), await site.MakeCallAsync(announce: true, opensIn: 3));

        await site.TurnTheClockAsync();
        await site.TurnTheClockAsync();
        Assert.Equal((CallProcess.Open, 2), ((await site.ReadCallAsync(today)).State, (await site.ReadCallAsync(today)).Version));
        Assert.Equal(CallProcess.Announced, (await site.ReadCallAsync(later)).State);

        // The last day is over, but not the grace: what is under way is still taken.
        await EndAsync(site, today, TimeSpan.FromMinutes(5));
        await site.TurnTheClockAsync();
        Assert.Equal(CallProcess.Open, (await site.ReadCallAsync(today)).State);
        await EndAsync(site, today, TimeSpan.FromMinutes(16));
        await site.TurnTheClockAsync();
        Assert.Equal(CallProcess.Closed, (await site.ReadCallAsync(today)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Edit_OfAnAnnouncedCall_NeedsWordsAndPublishesThem(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);
        var edit = EditCallTexts.Of(await site.ReadCallAsync(slug)) with { Contact = CallSteps.Both("新的科室") };

        Assert.Equal(["amendment_missing"], (await site.SendAsync(edit)).Failure!.Fields.Select(field => field.Code));
        Assert.Equal("民政科", (await site.ReadCallAsync(slug)).Design.Contact!.Zh);

        var officer = await site.SignInAsync("officer");
        var form = await officer.OpenAsync($"/office/calls/{slug}/texts");
        await officer.SubmitAsync(form, "form[action$='/texts']", ("Contact.Zh", "新的科室"), ("Amendment.Zh", "咨询电话变更<b>"));
        officer.AssertStatus(HttpStatusCode.Found);
        var page = await site.Visit().GetAsync($"/calls/{slug}");
        Assert.Contains("新的科室", page.Text("#contact + p"), StringComparison.Ordinal);
        Assert.Contains("咨询电话变更<b>", page.Text("#amendments + .timeline"), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Edit_OnAnOlderRevision_IsRefusedAndKeepsWhatWasTyped(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync();
        var officer = await site.SignInAsync("officer");
        var mine = await officer.OpenAsync($"/office/calls/{slug}/texts");
        CallSteps.Demand(await site.SendAsync(EditCallTexts.Of(await site.ReadCallAsync(slug)) with { Contact = CallSteps.Both("别人改的") }));

        var conflict = await officer.SubmitAsync(mine, "form[action$='/texts']", ("Contact.Zh", "我改的"));

        officer.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal("我改的", conflict.QuerySelector("#Contact_Zh")!.TextContent.Trim());
        Assert.Equal("别人改的", (await site.ReadCallAsync(slug)).Design.Contact!.Zh);
        await officer.SubmitAsync(conflict, "form[action$='/texts']");
        Assert.Equal("我改的", (await site.ReadCallAsync(slug)).Design.Contact!.Zh);
    }

    [Theory, OnEveryDatabase]
    public async Task Deadline_OfAnOpenCall_CanBePutOffButNotBroughtForward(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);
        await site.TurnTheClockAsync();
        var edit = EditCallTimetable.Of(await site.ReadCallAsync(slug)) with { Amendment = CallSteps.Both("时间调整") };

        Assert.Equal("deadline_moved_forward", (await site.SendAsync(edit with { ClosesOn = edit.ClosesOn!.Value.AddDays(-1) })).Failure!.Code);
        Assert.Equal("deadline_moved_forward", (await site.SendAsync(edit with { ClosesOn = null })).Failure!.Code);
        Assert.Equal("first_day_over", (await site.SendAsync(edit with { OpensOn = null })).Failure!.Code);
        CallSteps.Demand(await site.SendAsync(edit with { ClosesOn = edit.ClosesOn!.Value.AddDays(7) }));
        Assert.Equal(edit.ClosesOn.Value.AddDays(7), (await site.ReadCallAsync(slug)).Design.Timetable.ClosesOn);
    }

    [Theory, OnEveryDatabase]
    public async Task Edit_OfAnAnnouncedCall_LosesNothingItNeeds(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);
        var call = await site.ReadCallAsync(slug);
        var words = CallSteps.Both("更正");

        async Task<string[]> LostAsync(IRequest<Result> edit) => [.. (await site.SendAsync(edit)).Failure!.Fields.Select(field => field.Code)];
        Assert.Equal(["money_missing", "cap_over_money"], await LostAsync(EditCallMoney.Of(call) with { Sources = [], Amendment = words }));
        Assert.Equal(["guidance_missing"], await LostAsync(EditCallTexts.Of(call) with { Guidance = new(), Amendment = words }));
        Assert.Equal(["days_missing"], await LostAsync(EditCallTimetable.Of(call) with { OpensOn = null, Amendment = words }));
        Assert.Empty((await site.ReadCallAsync(slug)).Amendments);
    }

    [Theory, OnEveryDatabase]
    public async Task Rules_OnceSubmissionsAreClosed_Stay(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);
        await site.TurnTheClockAsync();
        await EndAsync(site, slug, TimeSpan.FromHours(1));
        await site.TurnTheClockAsync();
        var call = await site.ReadCallAsync(slug);

        Assert.Equal("rules_fixed", (await site.SendAsync(EditCallReview.Of(call) with { PassMark = 10, Amendment = CallSteps.Both("更正") })).Failure!.Code);
        Assert.Equal("last_day_over", (await site.SendAsync(EditCallTimetable.Of(call) with { ClosesOn = call.Design.Timetable.ClosesOn!.Value.AddDays(1), Amendment = CallSteps.Both("更正") })).Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Draft_ThatIsDiscarded_StaysUnknownToThePublic(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync();

        Assert.Equal("not_in_this_state", (await site.SendAsync(await site.MoveOf(slug, "cancel", 0, "不办了"))).Failure!.Code);
        CallSteps.Demand(await site.SendAsync(await site.MoveOf(slug, "discard", 0, null)));

        var visitor = site.Visit();
        await visitor.GetAsync($"/calls/{slug}");
        visitor.AssertStatus(HttpStatusCode.NotFound);
        Assert.DoesNotContain(slug, (await visitor.GetAsync("/calls?fresh=3")).Source.Text, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Announce_OfWhatWasEditedMeanwhile_IsRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync();
        var seen = await site.MoveOf(slug, "announce", 0, null);
        CallSteps.Demand(await site.SendAsync(EditCallReview.Of(await site.ReadCallAsync(slug)) with { PassMark = 75 }));

        Assert.Equal("changed_meanwhile", (await site.SendAsync(seen)).Failure!.Code);
        Assert.Equal(CallProcess.Draft, (await site.ReadCallAsync(slug)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Copy_OfACall_KeepsItsRulesButNotItsDaysAndMoney(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (old, slug) = (await site.MakeCallAsync(), CallSteps.NewSlug());
        CallSteps.Demand(await site.SendAsync(EditCallReview.Of(await site.ReadCallAsync(old)) with { PassMark = 75, MonthsRegistered = 24 }));

        CallSteps.Demand(await site.SendAsync(new PlanCall { Slug = slug, Title = CallSteps.Both("明年"), CopyOf = old }));

        var copy = await site.ReadCallAsync(slug);
        Assert.Equal((75, 24), (copy.Design.Review.PassMark, copy.Design.Eligibility.MonthsRegistered));
        Assert.Equal((0L, (DateOnly?)null), (copy.Design.Money.TotalMinor, copy.Design.Timetable.OpensOn));
        Assert.Equal((await site.ReadCallAsync(old)).Form.Definition.Fields.Select(field => field.Code), copy.Form.Definition.Fields.Select(field => field.Code));
    }

    [Theory, OnEveryDatabase]
    public async Task Cancel_OfACall_NeedsAReasonWhichIsPublished(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);

        Assert.Equal(["cancel_reason_missing"], (await site.SendAsync(await site.MoveOf(slug, "cancel", 1, "  "))).Failure!.Fields.Select(field => field.Code));
        CallSteps.Demand(await site.SendAsync(await site.MoveOf(slug, "cancel", 1, "资金未到位")));

        Assert.Contains("资金未到位", (await site.Visit().GetAsync($"/calls/{slug}")).Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal("call_over", (await site.SendAsync(EditCallTexts.Of(await site.ReadCallAsync(slug)))).Failure!.Code);
    }

    private static Task EndAsync(CharityApp site, string slug, TimeSpan ago) => site.InScopeAsync(services =>
    {
        var ended = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime - ago;
        return services.GetRequiredService<CharityDbContext>().Set<Call>().Where(call => call.Slug == slug).ExecuteUpdateAsync(call => call.SetProperty(c => c.ClosesUtc, ended));
    });

    [Theory, OnEveryDatabase]
    public async Task Edit_PostedByABrowser_KeepsEveryRowOfItsLists(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync();
        var before = (await site.ReadCallAsync(slug)).Design;
        var officer = await site.SignInAsync("officer");

        foreach (var page in (string[])["review", "money", "timetable"])
        {
            await officer.SubmitAsync(await officer.OpenAsync($"/office/calls/{slug}/{page}"), "main form[method=post]");
            officer.AssertStatus(HttpStatusCode.Found);
        }

        var after = (await site.ReadCallAsync(slug)).Design;
        Assert.Equal((before.Review.Criteria.Count, before.Money.Sources.Count, before.Budget.Heads.Count, before.Budget.Forbidden.Count, before.Instalments.Count),
            (after.Review.Criteria.Count, after.Money.Sources.Count, after.Budget.Heads.Count, after.Budget.Forbidden.Count, after.Instalments.Count));
    }
}
