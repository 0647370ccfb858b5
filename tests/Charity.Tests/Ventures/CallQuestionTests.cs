using System.Net;
using Charity.Platform.Data;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Office;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

[Collection(nameof(VentureSites))]
public sealed class CallQuestionTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Question_SetAside_IsNeverShownAndACorrectionIs(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeCallAsync(announce: true);
        foreach (var text in (string[])["第一个问题", "广告"])
        {
            CallSteps.Demand(await site.SendAsync(new AskQuestion { Slug = slug, Question = text }));
        }

        var waiting = (await site.SendAsync(new ListQuestions(slug))).Value.Questions;
        CallSteps.Demand(await site.SendAsync(new DismissQuestion(slug, waiting.Single(question => question.Question == "广告").Id, 0)));
        Assert.True(await HasAlertAsync(site, slug));
        CallSteps.Demand(await site.SendAsync(new AnswerQuestion { Slug = slug, Id = waiting.Single(question => question.Question == "第一个问题").Id, Answer = "答复" }));
        Assert.False(await HasAlertAsync(site, slug));
        CallSteps.Demand(await site.SendAsync(new AnswerQuestion { Slug = slug, Id = waiting.Single(question => question.Question == "第一个问题").Id, Version = 1, Answer = "更正的答复" }));

        var page = (await site.Visit().GetAsync($"/calls/{slug}")).Text("#questions");
        Assert.Contains("更正的答复", page, StringComparison.Ordinal);
        Assert.Contains("更正", page, StringComparison.Ordinal);
        Assert.DoesNotContain("广告", page, StringComparison.Ordinal);
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

    private static Task<bool> HasAlertAsync(CharityApp site, string slug) => site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var key = CallQuestion.AlertKey((await db.Set<Call>().SingleAsync(call => call.Slug == slug)).Id);
        return await db.Set<Charity.Platform.Alerts.Alert>().AnyAsync(alert => alert.Key == key && alert.ResolvedUtc == null);
    });
}
