using System.Net;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Decisions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Decisions;

/// <summary>An office writes the letters of its decisions itself.</summary>
[Collection(nameof(DecisionSites))]
public sealed class LetterTests(DecisionSites sites)
{
    private const string Form = "main form[action^='/office/letters']";

    [Theory, OnEveryDatabase]
    public async Task Letter_Rewritten_IsSentInItsNewWordsAndTheOthersStay(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var officer = await site.OfficerWithSecondFactorAsync();
        var page = await officer.OpenAsync("/office/letters/Decline");
        Assert.Contains("感谢贵组织申报", page.QuerySelector("[name='Body.Zh']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["zh-CN", "en"], page.QuerySelectorAll("article[lang]").Select(article => article.GetAttribute("lang")));

        await officer.SubmitAsync(page, Form, ("Subject.Zh", "关于{project}的结果"), ("Body.Zh", "很遗憾，{project}未入选。\n\n说明：{reason}\n\n得分：{amount}"), ("Body.En", "We are sorry."));
        Assert.Equal("/office/letters/Decline", officer.Location);
        var call = await site.MakeRankedCallAsync([90, 80]);
        await site.PublishAsync(call, chosen: 1);

        var mails = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().Where(mail => mail.Key.StartsWith("decision:")).ToListAsync());
        var declined = mails.Single(mail => mail.To == call.Organisations[1].Owner.Email);
        Assert.StartsWith($"关于{call.Submissions[1].Title}的结果", declined.Subject, StringComparison.Ordinal);
        Assert.Contains("说明：名额有限", declined.Text, StringComparison.Ordinal);
        Assert.Contains("拟立项", mails.Single(mail => mail.To == call.Organisations[0].Owner.Email).Subject, StringComparison.Ordinal);
        await site.SendAsync(EditLetter.Of(LetterKind.Decline, new DecisionLetters().Decline));
    }

    [Theory, OnEveryDatabase]
    public async Task Letter_WithAnUnknownPlaceholder_IsRefusedWithTheKnownOnesAndKept(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var officer = await site.OfficerWithSecondFactorAsync();
        var page = await officer.OpenAsync("/office/letters/Invite");
        foreach (var (field, text, wrong) in new[] { ("Subject.Zh", "{Project}", "{Project}"), ("Body.Zh", "请于{日期}到场", "{日期}"), ("Body.En", "Come {when}", "{when}") })
        {
            var shown = await officer.SubmitAsync(page, Form, (field, text));
            officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
            var said = shown.QuerySelector(".error-summary")!.TextContent;
            Assert.Contains(wrong, said, StringComparison.Ordinal);
            Assert.Contains("{project} {number} {call}", said, StringComparison.Ordinal);
            Assert.Contains(text, shown.QuerySelector(Form)!.InnerHtml, StringComparison.Ordinal);
        }

        var preview = await officer.SubmitAsync(page, Form, ("Body.Zh", "预览 {amount} <b>"), ("next", "preview"));
        Assert.Contains("预览 ¥", preview.QuerySelector("article[lang='zh-CN']")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("预览 {amount}", (await officer.OpenAsync("/office/letters/Invite")).QuerySelector(Form)!.InnerHtml, StringComparison.Ordinal);
        Assert.Contains("未通过初审", (await officer.OpenAsync("/office/letters/NotAdmitted")).QuerySelector("article[lang='zh-CN']")!.TextContent, StringComparison.Ordinal);
        await officer.GetAsync("/office/letters/17");
        officer.AssertStatus(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Letters_ForWhoeverDoesNotDecide_AreRefused(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var visitor = await site.SignInAsync(await site.OpenAccountAsync("路人"));
        await visitor.GetAsync("/office/letters");
        visitor.AssertStatus(HttpStatusCode.Forbidden);
    }
}
