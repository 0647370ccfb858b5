using System.Net;
using Charity.Donations.Receipts;
using Charity.Payments.Contracts;
using Charity.Platform.Requests;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Donations;

/// <summary>The donor's page and the receipt.</summary>
[Collection(nameof(GiftSites))]
public sealed class TrackingTests(GiftSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Track_APaidGift_ShowsThanksReceiptAndTheBooks(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await app.GiveAndPayAsync("xinhe", 6_600, coverFee: true);
        var donor = app.Visit();

        var page = await donor.GetAsync($"/donations/{gift.Token}");

        Assert.Contains("感谢您，沈嘉禾", page.Text(), StringComparison.Ordinal);
        Assert.Contains(gift.ReceiptNumber!, page.Text(), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector($"a[href*='{Uri.EscapeDataString(gift.Reference)}']"));
        Assert.Null(page.QuerySelector("form[action$='/pay']"));
        Assert.Null(page.QuerySelector("[data-refresh-seconds]"));
    }

    [Theory, OnEveryDatabase]
    public async Task Track_WhileThePaymentIsAwaited_LooksAgainByItselfButNotForEver(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await app.GiveAsync();
        var donor = app.Visit();

        var waiting = await donor.GetAsync($"/donations/{gift.Token}?from=payment");
        var tired = await donor.GetAsync($"/donations/{gift.Token}?from=payment&look=10");
        var left = await donor.GetAsync($"/donations/{gift.Token}?from=cancelled");

        Assert.NotNull(waiting.QuerySelector("#gift-status[data-refresh-seconds]"));
        Assert.Contains("look=1", waiting.QuerySelector("head noscript")!.InnerHtml, StringComparison.Ordinal);
        Assert.Null(tired.QuerySelector("[data-refresh-seconds]"));
        Assert.Null(tired.QuerySelector("head noscript"));
        Assert.Contains("目前没有扣款", left.Text(), StringComparison.Ordinal);
        Assert.NotNull(left.QuerySelector("form[action$='/pay']"));
    }

    [Theory, OnEveryDatabase]
    public async Task Track_AfterAFailure_TakesThePaymentUpAgain(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await app.GiveAsync();
        gift = await app.PayAsync(gift, SandboxOutcome.FailLater);
        gift = await app.UntilAsync(gift.Id, found => found.State == "failed");
        var donor = app.Visit();

        var page = await donor.GetAsync($"/donations/{gift.Token}");
        Assert.Contains("支付没有成功", page.Text(), StringComparison.Ordinal);
        await donor.SubmitAsync(page, "form[action$='/pay']");
        Assert.Contains("/sandbox/pay/", donor.Location, StringComparison.Ordinal);
        var retried = await app.GiftAsync(gift.Id);
        await app.PayAsync(retried);

        Assert.Contains("感谢您", (await donor.GetAsync($"/donations/{gift.Token}")).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Track_AnyGift_IsKeptFromCachesAndSearchEngines(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await app.GiveAndPayAsync();
        var donor = app.Visit();
        foreach (var path in (string[])["", "/receipt"])
        {
            using var answer = await donor.Http.GetAsync($"/donations/{gift.Token}{path}", TestContext.Current.CancellationToken);

            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Equal("noindex", answer.Headers.GetValues("X-Robots-Tag").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Track_AnUnknownToken_IsAHelpfulNotFound(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var donor = app.Visit();

        var page = await donor.GetAsync("/donations/AAAAAAAAAAAAAAAAAAAAAA");

        donor.AssertStatus(HttpStatusCode.NotFound);
        Assert.Contains("没有对应的捐赠", page.Text(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Show_MarkupInNameAndMessage_IsText(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        const string Name = "<script>alert(1)</script>", Message = "<img src=x onerror=alert(2)>\"'&";
        var gift = await app.GiveAndPayAsync("changqing", name: Name, message: Message);
        await app.SqlAsync($"""UPDATE "Donations_Donations" SET "MessageState" = 2 WHERE "Id" = {gift.Id}""");
        var donor = app.Visit();

        var tracking = await donor.GetAsync($"/donations/{gift.Token}");
        var list = await donor.GetAsync("/funds/changqing/gifts");

        Assert.Contains(Name, tracking.Text(), StringComparison.Ordinal);
        Assert.Contains(Message, tracking.Text(), StringComparison.Ordinal);
        Assert.Contains(Message, list.QuerySelector("q")!.TextContent, StringComparison.Ordinal);
        Assert.All((AngleSharp.Html.Dom.IHtmlDocument[])[tracking, list], page => Assert.Empty(page.QuerySelectorAll("main script, main img[onerror]")));
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_OfAPaidGift_SaysWhatTheLawAsks(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await app.GiveAndPayAsync("meiyuan", 12_000);

        var page = (await app.Visit().GetAsync($"/donations/{gift.Token}/receipt")).QuerySelector("article.receipt")!.TextContent;

        foreach (var said in (string[])[gift.ReceiptNumber!, "沈嘉禾", "人民币（大写）壹佰贰拾元整", "¥120.00", "梅园社区慈善基金", "湖湾区慈善会", "经手人", "演示"])
        {
            Assert.Contains(said, page, StringComparison.Ordinal);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_OfAnUnpaidOrWaivedGift_IsNone(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var donor = app.Visit();
        var unpaid = await app.GiveAsync();
        await donor.GetAsync($"/donations/{unpaid.Token}/receipt");
        donor.AssertStatus(HttpStatusCode.NotFound);

        var waived = await app.GiveAndPayAsync(noReceipt: true, email: "none@example.org");

        Assert.Null(waived.ReceiptNumber);
        Assert.Empty(await app.MailsAsync($"receipt:{waived.Id:D}"));
        Assert.Contains("不作票据使用", (await donor.GetAsync($"/donations/{waived.Token}/receipt")).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_WaivedAndAskedForLater_IsIssuedByStaff(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var waived = await app.GiveAndPayAsync(noReceipt: true);
        var finance = await app.SignInAsync("finance");

        await finance.SubmitAsync(await finance.GetAsync($"/manage/gifts/{waived.Id}"), "form[action$='/receipt']");

        Assert.NotNull((await app.GiftAsync(waived.Id)).ReceiptNumber);
        await app.AssertBooksAreRightAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_AskedForByManyAtOnce_IsIssuedOnce(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        for (var round = 0; round < 3; round++)
        {
            var waived = await app.GiveAndPayAsync(noReceipt: true, email: round == 0 ? null : "many@example.org");

            var issued = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => app.SendAsync(new IssueReceipt(waived.Id)))));

            Assert.Single(issued, result => result.Succeeded);
            Assert.All(issued.Where(result => !result.Succeeded), result => Assert.Equal(FailureKind.Conflict, result.Failure!.Kind));
            Assert.Equal(round == 0 ? 0 : 1, (await app.MailsAsync($"receipt:{waived.Id:D}")).Count);
        }

        await app.AssertBooksAreRightAsync();
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_WaivedWithAnAddress_IsThankedForWithTheLink(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var donor = app.Visit();
        var gift = await app.GiveAsync(noReceipt: true, email: "thanks@example.org");
        Assert.Contains("款项到账后", (await donor.GetAsync($"/donations/{gift.Token}")).Text(), StringComparison.Ordinal);

        gift = await app.PayAsync(gift);

        var mail = Assert.Single(await app.MailsAsync($"thanks:{gift.Id:D}"));
        Assert.Equal("thanks@example.org", mail.To);
        Assert.Contains($"/donations/{gift.Token}", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("收据", mail.Text + mail.Subject, StringComparison.Ordinal);
        Assert.Contains("我们发给您的邮件里也有", (await donor.GetAsync($"/donations/{gift.Token}")).Text(), StringComparison.Ordinal);
        var silent = await app.GiveAndPayAsync(noReceipt: true);
        Assert.Contains("您没有留邮箱", (await donor.GetAsync($"/donations/{silent.Token}")).Text(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Receipt_AsPdf_IsOnePageWhereThereIsABrowser(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        Assert.SkipWhen(app.Site.Services.GetRequiredService<PdfPrinter>().BrowserPath is null && !TestRequirements.IsRequired("browser"), "There is no Chromium on this machine.");
        var gift = await app.GiveAndPayAsync();

        var pdf = await app.Visit().Http.GetByteArrayAsync($"/donations/{gift.Token}/receipt.pdf", TestContext.Current.CancellationToken);

        Assert.Equal("%PDF-"u8.ToArray(), pdf[..5]);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b"));
    }
}
