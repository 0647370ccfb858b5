using System.Net;
using System.Text.Json;
using Charity.Tests.Support;

namespace Charity.Tests.Donations;

/// <summary>What everybody sees of gifts, and who decides about messages.</summary>
[Collection(nameof(GiftSites))]
public sealed class PublicGiftsTests(GiftSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task List_GiftsOfAFund_MasksNamesAndNeverAmounts(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        await app.GiveAndPayAsync("liudi", 3_300, name: "欧阳娜娜");
        await app.GiveAndPayAsync("liudi", 4_400, name: "许知行", anonymous: true);
        await app.GiveAndPayAsync("liudi", 5_500, name: null);
        await app.GiveAsync("liudi", 9_900, name: "未付款");

        var page = (await app.Visit().GetAsync("/funds/liudi/gifts")).Text();

        Assert.Contains("欧阳**", page, StringComparison.Ordinal);
        Assert.Contains("爱心人士", page, StringComparison.Ordinal);
        Assert.All((string[])["¥33.00", "¥44.00", "¥55.00"], amount => Assert.Contains(amount, page, StringComparison.Ordinal));
        Assert.All((string[])["欧阳娜娜", "许知行", "许", "¥99.00"], hidden => Assert.DoesNotContain(hidden, page, StringComparison.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Page_ThroughManyGifts_MissesAndRepeatsNone(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        for (var i = 1; i <= 7; i++)
        {
            await app.GiveAndPayAsync("qingzhu", 1_000 + i, name: null);
        }

        var seen = new List<long>();
        for (string? next = ""; next is not null;)
        {
            using var answer = JsonDocument.Parse(await app.Visit().Http.GetStringAsync($"/api/v1/funds/qingzhu/donations?limit=3&after={next}", TestContext.Current.CancellationToken));
            seen.AddRange(answer.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("amountMinor").GetInt64()));
            next = answer.RootElement.GetProperty("next").GetString();
        }

        Assert.Equal([1_007, 1_006, 1_005, 1_004, 1_003, 1_002, 1_001], seen);
    }

    [Theory, OnEveryDatabase]
    public async Task Page_FromAPlaceThatIsNone_IsRefused(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var visitor = app.Visit();

        await visitor.GetAsync("/funds/qingzhu/gifts?after=nonsense");

        visitor.AssertStatus(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, OnEveryDatabase]
    public async Task Message_BeforeSomebodyReadIt_IsNotShown(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var words = $"留言{Guid.NewGuid():N}"[..14];
        var gift = await app.GiveAndPayAsync("xinhe-shuwu", message: words);
        var visitor = app.Visit();
        Assert.DoesNotContain(words, await ApiAsync(visitor), StringComparison.Ordinal);

        // manager2 looks after this fund, manager does not.
        var stranger = await app.SignInAsync("manager");
        Assert.DoesNotContain(words, (await stranger.GetAsync("/manage/messages")).Text(), StringComparison.Ordinal);
        var manager = await app.SignInAsync("manager2");
        var queue = await manager.GetAsync("/manage/messages");
        Assert.Contains(words, queue.Text(), StringComparison.Ordinal);
        await manager.SubmitAsync(queue, "form[action='/manage/messages']", ("ids", gift.Id.ToString()), ("show", "true"));
        Assert.Contains(words, await ApiAsync(visitor), StringComparison.Ordinal);

        await manager.SubmitAsync(await manager.GetAsync("/manage/messages?state=Shown"), "form[action='/manage/messages']", ("ids", gift.Id.ToString()), ("show", "false"));
        Assert.DoesNotContain(words, await ApiAsync(visitor), StringComparison.Ordinal);

        static Task<string> ApiAsync(Visitor visitor) => visitor.Http.GetStringAsync("/api/v1/funds/xinhe-shuwu/donations");
    }

    [Theory, OnEveryDatabase]
    public async Task Message_OfAnotherFund_IsNotFoundByItsManagersNeighbour(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var mine = await app.GiveAndPayAsync("wandu", message: "请展示");
        var foreign = await app.GiveAndPayAsync("liudi", message: "不归我管");
        var manager = await app.SignInAsync("manager");
        var queue = await manager.GetAsync("/manage/messages");

        await manager.SubmitAsync(queue, "form[action='/manage/messages']", ("ids", foreign.Id.ToString()), ("show", "true"));
        manager.AssertStatus(HttpStatusCode.NotFound);
        await manager.SubmitAsync(queue, "form[action='/manage/messages']", ("ids", mine.Id.ToString()), ("show", "true"));

        Assert.Equal(Charity.Donations.Giving.MessageState.Waiting, (await app.GiftAsync(foreign.Id)).MessageState);
        Assert.Equal(Charity.Donations.Giving.MessageState.Shown, (await app.GiftAsync(mine.Id)).MessageState);
    }
}
