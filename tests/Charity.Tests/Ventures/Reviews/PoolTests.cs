using System.Net;
using System.Text.RegularExpressions;
using Charity.Platform.Data;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Ventures.Reviewers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures.Reviews;

[Collection(nameof(VentureSites))]
public sealed class PoolTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Invitation_AcceptedByTheInvited_JoinsThePoolOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var invited = await site.OpenAccountAsync("受邀人");
        var link = await InviteAsync(site, invited.Email!);
        var thief = await site.SignInAsync(await site.OpenAccountAsync());
        Assert.Empty((await thief.OpenAsync(link)).QuerySelectorAll("main form"));
        var visitor = await site.SignInAsync(invited);
        await visitor.GetAsync("/review");
        visitor.AssertStatus(HttpStatusCode.NotFound);

        var page = await visitor.OpenAsync(link);
        await visitor.SubmitAsync(page, "main form");
        Assert.Equal("/review/profile", visitor.Location);
        await visitor.SubmitAsync(page, "main form");
        visitor.AssertStatus(HttpStatusCode.Conflict);
        page.QuerySelector("main form")!.SetAttribute("action", link + "x");
        await visitor.SubmitAsync(page, "main form");
        visitor.AssertStatus(HttpStatusCode.NotFound);
        var form = await visitor.OpenAsync("/review/profile");
        await visitor.SubmitAsync(form, "main form", ("Employer", ""), ("MainExpertise", ""));
        visitor.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await visitor.SubmitAsync(form, "main form", ("Employer", "外地大学"), ("MainExpertise", "elderly"), ("Expertise", "finance"), ("Telephone", "138 1234 5678"));
        Assert.Equal("/review", visitor.Location);
        var stored = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Reviewer>().AsNoTracking().SingleAsync(reviewer => reviewer.UserId == invited.Id));
        Assert.Equal(["elderly", "finance"], stored.Expertise);
        Assert.Equal(("13812345678", "崔专家"), (stored.Telephone, stored.Name));
    }

    [Theory, OnEveryDatabase]
    public async Task Pool_ForWhoeverMayNotKeepIt_IsClosed(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var reviewer = await site.MakeReviewerAsync();
        foreach (var path in (string[])["/office/reviewers", $"/office/reviewers/{reviewer.Id}"])
        {
            await reviewer.Visitor.GetAsync(path);
            reviewer.Visitor.AssertStatus(HttpStatusCode.Forbidden);
        }

        var officer = await site.SignInAsync("officer");
        var pool = await officer.OpenAsync("/office/reviewers");
        Assert.Contains("崔明远", pool.Text("table"), StringComparison.Ordinal);
        await officer.SubmitAsync(pool, "form[action='/office/reviewers']", ("Name", "某"), ("Email", reviewer.User.Email!));
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, OnEveryDatabase]
    public async Task Call_Declined_GivesNoPlaces(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var call = await site.MakeReviewCallAsync();
        var reviewer = await site.MakeReviewerAsync();
        CallSteps.Demand(await site.SendAsync(new InviteToCall { Slug = call.Slug, Reviewers = [reviewer.Id] }));
        Assert.Single(await site.MailsToAsync(reviewer.User.Email!));
        var page = await reviewer.Visitor.OpenAsync("/review");
        await reviewer.Visitor.SubmitAsync(page, $"form[action='/review/calls/{call.Slug}']", ("Accepts", "true"), ("Capacity", "0"));
        reviewer.Visitor.AssertStatus(HttpStatusCode.UnprocessableEntity);
        await reviewer.Visitor.SubmitAsync(page, $"form[action='/review/calls/{call.Slug}']", ("Accepts", "false"));
        reviewer.Visitor.AssertStatus(HttpStatusCode.Found);

        var asked = (await site.SendAsync(new ListCallReviewers(call.Slug))).Value;
        Assert.Equal((CallReviewerState.Declined, 0, 0), (asked.Asked[0].State, asked.Asked[0].Capacity, asked.Places));

        // Somebody who was never asked cannot answer.
        var other = await site.MakeReviewerAsync();
        page.QuerySelector("form[data-once]")!.SetAttribute("action", $"/review/calls/{call.Slug}");
        await other.Visitor.OpenAsync("/review");
        Assert.Empty((await other.Visitor.OpenAsync("/review")).QuerySelectorAll("form[action^='/review/calls']"));
    }

    private static async Task<string> InviteAsync(CharityApp site, string email)
    {
        var officer = await site.SignInAsync("officer");
        await officer.SubmitAsync(await officer.OpenAsync("/office/reviewers"), "form[action='/office/reviewers']", ("Name", "崔专家"), ("Email", email.ToUpperInvariant()));
        officer.AssertStatus(HttpStatusCode.Found);
        var mail = Assert.Single(await site.MailsToAsync(email));
        return Regex.Match(mail.Text, "/review/invitations/[A-Za-z0-9_-]+").Value;
    }
}
