using System.Net;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

[Collection(nameof(VentureSites))]
public sealed class HandInTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task HandIn_OfWhatIsComplete_GivesANumberAPromiseAndMails(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var first = await site.HandInAsync();
        var second = await site.HandInAsync(first.CallSlug);

        var (one, two) = (await site.ReadSubmissionAsync(first.Id), await site.ReadSubmissionAsync(second.Id));
        Assert.Equal((1, 2), (one.Number, two.Number));
        Assert.Equal(1_600_000, one.AskedMinor);
        Assert.Equal((await site.ReadCallAsync(first.CallSlug)).Design.Timetable.AnswerOn, one.AnswerOn);
        Assert.Single(await site.VersionsOfAsync(first.Id), version => version.IsSubmitted && version.Answers.TextOf("summary") == "为独居老人定期上门");
        var mail = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().SingleAsync(mail => mail.Key.StartsWith($"submission-in:{first.Id:N}")));
        Assert.Equal(first.By.Owner.Email, mail.To);
    }

    [Theory, OnEveryDatabase]
    public async Task HandIn_OfAnEmptyDraft_SaysItemByItemWhatIsMissingAndKeepsIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.WriteSubmissionAsync(isEmpty: true);

        var page = await draft.Visitor.OpenAsync(draft.Address);

        Assert.Equal(Enumerable.Repeat("answer_missing", 11), page.QuerySelectorAll("#missing li").Select(item => item.GetAttribute("data-code")!));
        Assert.All(page.QuerySelectorAll("#missing a"), link => Assert.StartsWith($"{draft.Address}/parts/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.True(page.QuerySelector("form:has([name=trigger][value=submit]) button")!.HasAttribute("disabled"));
        await draft.MoveAsync(SubmissionProcess.Submit);
        draft.Visitor.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(SubmissionProcess.Draft, (await site.ReadSubmissionAsync(draft.Id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task HandIn_OfTwoDraftsAtOnce_TakesAsManyAsTheCallAllows(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var one = await site.WriteSubmissionAsync();
        var two = await site.WriteSubmissionAsync(one.CallSlug, one.By, "另一份");
        var colleague = await site.AddMemberAsync(one.By.Id, OrganisationRole.Editor);
        var (first, second) = (await one.Visitor.OpenAsync(one.Address), await colleague.OpenAsync(two.Address));

        await Task.WhenAll(
            one.Visitor.SubmitAsync(first, "form:has([name=trigger][value=submit])"),
            colleague.SubmitAsync(second, "form:has([name=trigger][value=submit])"));

        string[] states = [(await site.ReadSubmissionAsync(one.Id)).State, (await site.ReadSubmissionAsync(two.Id)).State];
        Assert.Equal([SubmissionProcess.Draft, SubmissionProcess.Submitted], states.Order());
    }

    [Theory, OnEveryDatabase]
    public async Task HandIn_OfManyOrganisationsAtOnce_NumbersThemWithoutAGap(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.OpenCallAsync();
        var drafts = new List<TestSubmission>();
        for (var index = 0; index < 4; index++)
        {
            drafts.Add(await site.WriteSubmissionAsync(slug));
        }

        await Task.WhenAll(drafts.Select(draft => draft.MoveAsync(SubmissionProcess.Submit)));

        var numbers = new List<int?>();
        foreach (var draft in drafts)
        {
            numbers.Add((await site.ReadSubmissionAsync(draft.Id)).Number);
        }

        Assert.Equal([1, 2, 3, 4], numbers.Order());
    }

    [Theory, OnEveryDatabase]
    public async Task HandIn_OfAnOrganisationThatIsNotVerified_IsRefusedAndKept(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.WriteSubmissionAsync(by: await site.MakeOrganisationAsync());

        var page = await draft.MoveAsync(SubmissionProcess.Submit);

        draft.Visitor.AssertStatus(HttpStatusCode.Conflict);
        Assert.Contains("核验", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("failed", page.QuerySelector("[data-rule=verified]")!.ClassName);
    }

    [Theory, OnEveryDatabase]
    public async Task Remind_BeforeTheCallCloses_IsOnceForEachDraft(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var draft = await site.WriteSubmissionAsync();
        await site.CloseAtAsync(draft.CallSlug, minutesAgo: -60);

        await site.TurnSubmissionsClockAsync();
        await site.TurnSubmissionsClockAsync();

        Assert.Equal(1, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().CountAsync(mail => mail.Key.StartsWith($"submission-closes-soon:{draft.Id:N}"))));
    }
}
