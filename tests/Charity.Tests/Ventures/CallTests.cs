using System.Net;
using AngleSharp.Dom;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Office;
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

        var refused = (await site.SendAsync(new MoveCall(slug, "announce", 0, null))).Failure!;

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
        CallSteps.Demand(await site.SendAsync(edit with { ClosesOn = edit.ClosesOn!.Value.AddDays(7) }));
        Assert.Equal(edit.ClosesOn.Value.AddDays(7), (await site.ReadCallAsync(slug)).Design.Timetable.ClosesOn);
    }

    [Theory, OnEveryDatabase]
    public async Task Form_OfAnOpenCall_ChangesInADraftThatIsPublishedWithWords(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);
        var officer = await site.SignInAsync("officer");

        var question = await officer.OpenAsync($"/office/calls/{slug}/form/question?section=0");
        await officer.SubmitAsync(question, "form[action$='/question']", ("Label.Zh", "有无媒体报道"), ("Kind", "Choice"), ("Choices", "有 | Yes\n没有 | No"));
        officer.AssertStatus(HttpStatusCode.Found);
        Assert.DoesNotContain("有无媒体报道", (await site.Visit().GetAsync($"/calls/{slug}?fresh=1")).Source.Text, StringComparison.Ordinal);
        Assert.Equal((1, true), ((await site.ReadCallAsync(slug)).Form.Number, (await site.ReadCallAsync(slug)).NextForm is not null));

        var builder = await officer.OpenAsync($"/office/calls/{slug}/form");
        await officer.SubmitAsync(builder, "form[action$='/publication']");
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await officer.SubmitAsync(builder, "form[action$='/publication']", ("Zh", ""), ("Amendment.Zh", "增加一个问题"));
        officer.AssertStatus(HttpStatusCode.Found);

        var call = await site.ReadCallAsync(slug);
        Assert.Equal((2, 2), (call.Form.Number, call.Forms.Count));
        Assert.Null(call.NextForm);
        Assert.Equal(["有", "没有"], call.Form.Definition.Fields.Single(field => field.Label.Zh == "有无媒体报道").Options.Select(option => option.Label.Zh));
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

        Assert.Equal(["cancel_reason_missing"], (await site.SendAsync(new MoveCall(slug, "cancel", 1, "  "))).Failure!.Fields.Select(field => field.Code));
        CallSteps.Demand(await site.SendAsync(new MoveCall(slug, "cancel", 1, "资金未到位")));

        Assert.Contains("资金未到位", (await site.Visit().GetAsync($"/calls/{slug}")).Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal("call_over", (await site.SendAsync(EditCallTexts.Of(await site.ReadCallAsync(slug)))).Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Question_OnceAnswered_StandsOnThePageWithoutTheAskerAndIsMailed(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);
        var resident = await site.SignInAsync("resident");
        await resident.SubmitAsync(await resident.OpenAsync($"/calls/{slug}/questions/new"), "main form[method=post]", ("Question", "可以跨街道吗？<script>alert(1)</script>"));
        resident.AssertStatus(HttpStatusCode.Found);
        Assert.DoesNotContain("跨街道", (await site.Visit().GetAsync($"/calls/{slug}?fresh=1")).Source.Text, StringComparison.Ordinal);

        var officer = await site.SignInAsync("officer");
        await officer.SubmitAsync(await officer.OpenAsync($"/office/calls/{slug}/questions"), "form[action*='/questions/']", ("Answer", "可以。"));
        officer.AssertStatus(HttpStatusCode.Found);

        var page = await site.Visit().GetAsync($"/calls/{slug}?fresh=2");
        Assert.Contains("可以跨街道吗？<script>alert(1)</script>", page.Text("#questions h3"), StringComparison.Ordinal);
        Assert.DoesNotContain("沈小荷", page.Source.Text, StringComparison.Ordinal);
        var mailed = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Charity.Platform.Mail.OutgoingMail>().AsNoTracking().Where(mail => mail.Key.StartsWith("call-answer:")).ToListAsync());
        Assert.Contains(mailed, mail => mail.To == "resident@demo.example" && mail.Text.Contains("可以。", StringComparison.Ordinal));
    }

    private static Task EndAsync(CharityApp site, string slug, TimeSpan ago) => site.InScopeAsync(services =>
    {
        var ended = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime - ago;
        return services.GetRequiredService<CharityDbContext>().Set<Call>().Where(call => call.Slug == slug).ExecuteUpdateAsync(call => call.SetProperty(c => c.ClosesUtc, ended));
    });
}
