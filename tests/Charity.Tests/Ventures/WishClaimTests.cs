using System.Net;
using AngleSharp.Dom;
using Charity.Organisations.Contracts;
using Charity.Organisations.Dossiers;
using Charity.Platform.Data;
using Charity.Tests.Funds;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Users.Contracts;
using Charity.Ventures.Privacy;
using Charity.Ventures.Wishes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ventures;

[Collection(nameof(VentureSites))]
public sealed class WishClaimTests(SharedSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Claim_ByTwoAtOnce_GoesToOneAndTellsTheOtherKindly(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var wish = await site.MakeWishAsync();
        var people = new List<Visitor>();
        for (var i = 0; i < 4; i++)
        {
            people.Add(await site.SignInAsync(await site.OpenAccountAsync($"邻居{i}")));
        }

        var forms = await Task.WhenAll(people.Select(person => person.OpenAsync($"/wishes/{wish.Slug}/claim")));
        var answers = await Task.WhenAll(people.Select((person, i) => person.SubmitAsync(forms[i], "main form[method=post]", ("Contact", "13812345678"))));

        Assert.Single(people, person => person.Status == HttpStatusCode.Found);
        Assert.Equal(3, people.Count(person => person.Status == HttpStatusCode.Conflict));
        Assert.All(answers.Zip(people).Where(pair => pair.Second.Status == HttpStatusCode.Conflict), pair => Assert.Contains("有人快了一步", pair.First.Text("main"), StringComparison.Ordinal));
        Assert.Single(await site.ReadClaimsAsync(wish.Id));
    }

    [Theory, OnEveryDatabase]
    public async Task Claim_ByNobodySignedIn_AsksToSignIn(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var wish = await site.MakeWishAsync();
        var visitor = site.Visit();

        await visitor.GetAsync($"/wishes/{wish.Slug}/claim");

        Assert.StartsWith("/account/sign-in", new Uri(site.Address, visitor.Location).PathAndQuery, StringComparison.Ordinal);
        Assert.Equal("sign_in_needed", (await SendAsNobodyAsync(site, new ClaimWish { Slug = wish.Slug!, Contact = "x", ShownName = "x" })).Failure!.Code);
    }

    [Theory, OnEveryDatabase]
    public async Task Claim_OfMoreThanAllowed_IsRefusedHoweverManyAreClickedAtOnce(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync("热心人");
        var browsers = new List<(Visitor Visitor, Wish Wish)>();
        for (var i = 0; i < 5; i++)
        {
            browsers.Add((await site.SignInAsync(user), await site.MakeWishAsync()));
        }

        var forms = await Task.WhenAll(browsers.Select(browser => browser.Visitor.OpenAsync($"/wishes/{browser.Wish.Slug}/claim")));
        await Task.WhenAll(browsers.Select((browser, i) => browser.Visitor.SubmitAsync(forms[i], "main form[method=post]", ("Contact", "13812345678"))));

        Assert.Equal(new WishSettings().ClaimsAtOnce, browsers.Count(browser => browser.Visitor.Status == HttpStatusCode.Found));
        Assert.Equal(3, (await browsers[0].Visitor.OpenAsync("/account/wishes")).QuerySelectorAll("form[action$='/give-back']").Length);
    }

    [Theory, OnEveryDatabase]
    public async Task Claim_InHand_ShowsTheOfficeToTheClaimerAndTheContactToTheWorkerOnly(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var wish = await site.MakeWishAsync();
        var user = await site.OpenAccountAsync("陈不公开");
        var claimer = await site.SignInAsync(user);
        await claimer.ClaimAsync(wish.Slug!, ("ShownName", "湖滨小店<b>"), ("Contact", "13987654321"));

        Assert.Contains("0510-85550300", (await claimer.OpenAsync("/account/wishes")).Text("main"), StringComparison.Ordinal);
        Assert.Contains(await site.MailsToAsync(user.Email!), mail => mail.Text.Contains("0510-85550300", StringComparison.Ordinal));
        var worker = await site.SignInAsync("worker");
        Assert.Contains("13987654321", (await worker.OpenAsync($"/manage/wishes/{wish.Id}")).Text("main"), StringComparison.Ordinal);
        var officer = await site.SignInAsync("officer");
        Assert.DoesNotContain("13987654321", (await officer.OpenAsync($"/office/wishes/{wish.Id}")).Source.Text, StringComparison.Ordinal);
        var shown = (await site.Visit().GetAsync($"/wishes/{wish.Slug}?fresh=1")).Source.Text;
        Assert.DoesNotContain("湖滨小店", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("陈不公开", shown, StringComparison.Ordinal);
        var stored = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Database
            .SqlQuery<string>($"SELECT \"Contact\" AS \"Value\" FROM \"Ventures_WishClaims\" WHERE \"Contact\" IS NOT NULL").ToListAsync());
        Assert.All(stored, contact => Assert.StartsWith("v1:", contact, StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task GiveBack_BySomebodyElse_FindsNothingAndByTheClaimerOpensTheWish(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (mine, theirs) = (await site.MakeWishAsync(), await site.MakeWishAsync());
        var (me, other) = (await site.SignInAsync(await site.OpenAccountAsync("甲")), await site.SignInAsync(await site.OpenAccountAsync("乙")));
        await me.ClaimAsync(mine.Slug!);
        await other.ClaimAsync(theirs.Slug!);

        var page = await other.OpenAsync("/account/wishes");
        page.QuerySelector("form[action$='/give-back']")!.SetAttribute("action", $"/account/wishes/{mine.Slug}/give-back");
        await other.SubmitAsync(page, "form[action$='/give-back']");
        other.AssertStatus(HttpStatusCode.NotFound);
        Assert.Equal(WishProcess.Claimed, (await site.ReadWishAsync(mine.Id)).State);

        await me.SubmitAsync(await me.OpenAsync("/account/wishes"), "form[action$='/give-back']");
        Assert.Equal(WishProcess.Open, (await site.ReadWishAsync(mine.Id)).State);
        await other.ClaimAsync(mine.Slug!);
        other.AssertStatus(HttpStatusCode.Found);
        Assert.Equal([ClaimOutcome.GivenBack, ClaimOutcome.InHand], (await site.ReadClaimsAsync(mine.Id)).Select(claim => claim.Outcome));
    }

    [Theory, OnEveryDatabase]
    public async Task Clock_AfterTheLastDay_OpensTheWishOnceAndTellsBoth(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (worker, _) = await site.OpenWorkerAsync("meiyuan");
        var user = await site.OpenAccountAsync("忘记的人");
        var (late, inTime) = (await site.MakeWishAsync(), await site.MakeWishAsync());
        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Wish>().Where(wish => wish.Id == late.Id).ExecuteUpdateAsync(wish => wish.SetProperty(w => w.PostedById, worker.Id)));
        var visitor = await site.SignInAsync(user);
        await visitor.ClaimAsync(late.Slug!);
        await visitor.ClaimAsync(inTime.Slug!);
        var claim = (await site.ReadClaimsAsync(late.Id)).Single();
        Assert.InRange(claim.DueUtc - claim.ClaimedUtc, TimeSpan.FromDays(14), TimeSpan.FromDays(15));

        await TurnAsync(site);
        Assert.Equal(WishProcess.Claimed, (await site.ReadWishAsync(late.Id)).State);
        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<WishClaim>().Where(c => c.Id == claim.Id)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.DueUtc, TimeProvider.System.GetUtcNow().UtcDateTime)));
        await TurnAsync(site);
        await TurnAsync(site);

        var wish = await site.ReadWishAsync(late.Id);
        Assert.Equal((WishProcess.Open, 4), (wish.State, wish.Version));
        Assert.Equal(WishProcess.Claimed, (await site.ReadWishAsync(inTime.Id)).State);
        Assert.Single(await site.MailsToAsync(worker.Email!), mail => mail.Key.StartsWith(claim.MailKey("lapsed"), StringComparison.Ordinal));
        Assert.Single(await site.MailsToAsync(user.Email!), mail => mail.Key.StartsWith(claim.MailKey("yours-lapsed"), StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Claim_ForAnOrganisation_NeedsOnesOwnVerifiedOne(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (verified, draft) = (await site.MakeOrganisationAsync(OrganisationProcess.Verified), await site.MakeOrganisationAsync());
        var wish = await site.MakeWishAsync();

        foreach (var (visitor, slug) in new[] { (draft.Visitor, draft.Slug), (draft.Visitor, verified.Slug) })
        {
            await visitor.ClaimAsync(wish.Slug!, ("For", slug));
            visitor.AssertStatus(HttpStatusCode.UnprocessableEntity);
        }

        await verified.Visitor.ClaimAsync(wish.Slug!, ("For", verified.Slug), ("ShownName", "冒名"));
        verified.Visitor.AssertStatus(HttpStatusCode.Found);
        var claim = Assert.Single(await site.ReadClaimsAsync(wish.Id));
        Assert.Equal((verified.Id, verified.Name), (claim.OrganisationId!.Value, claim.ShownName));
    }

    [Theory, OnEveryDatabase]
    public async Task Erase_OfAClaimer_GivesBackWhatIsInHandAndForgetsThem(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var user = await site.OpenAccountAsync("要走的人");
        var wish = await site.MakeWishAsync();
        await (await site.SignInAsync(user)).ClaimAsync(wish.Slug!, ("Contact", "13700000001"));
        var person = new UserSummary(user.Id, user.Email!, user.Name, true, "zh-CN");

        var exported = System.Text.Json.JsonSerializer.Serialize(await site.InScopeAsync(services => Source(services).ExportAsync(person, CancellationToken.None)));
        Assert.Contains("13700000001", exported, StringComparison.Ordinal);
        await site.InUnitAsync(services => Source(services).EraseAsync(person, CancellationToken.None));

        var claim = Assert.Single(await site.ReadClaimsAsync(wish.Id));
        Assert.Equal((null, null, null, ClaimOutcome.GivenBack), (claim.ClaimerId, claim.ShownName, claim.Contact, claim.Outcome));
        Assert.Equal(WishProcess.Open, (await site.ReadWishAsync(wish.Id)).State);
        Assert.DoesNotContain(await site.MailsToAsync(user.Email!), mail => mail.Key.StartsWith(claim.MailKey(string.Empty), StringComparison.Ordinal));
        Assert.Null(await site.InScopeAsync(services => Source(services).ExportAsync(person, CancellationToken.None)));
    }

    private static WishClaimData Source(IServiceProvider services) => services.GetServices<IPersonalDataSource>().OfType<WishClaimData>().Single();

    private static Task<bool> TurnAsync(CharityApp site) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<WishClock>().TurnAsync(CancellationToken.None);
        return true;
    });

    private static async Task<T> SendAsNobodyAsync<T>(CharityApp site, MediatR.IRequest<T> request)
    {
        await using var scope = site.Site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<MediatR.IMediator>().Send(request);
    }
}
