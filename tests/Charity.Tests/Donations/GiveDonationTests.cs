using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Charity.Donations.Giving;
using Charity.Payments.Contracts;
using Charity.Payments.Gateways;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Donations;

/// <summary>From the form to the payment page, the way a browser goes.</summary>
[Collection(nameof(GiftSites))]
public sealed class GiveDonationTests(GiftSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Give_AmountsAsPeopleTypeThem_AreUnderstood(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        foreach (var (typed, minor) in (( string, long)[])[("１００", 10_000), ("￥１，２３４．５６", 123_456), ("100 元", 10_000), ("66.6", 6_660), ("1.00", 100), ("1,000", 100_000)])
        {
            var (donor, page) = await OpenFormAsync(app);

            await donor.SubmitAsync(page, "form[data-once]", ("Own", typed), ("Name", $"输入 {typed}"[..4]));

            Assert.Equal(minor, (await GiftBehindAsync(app, donor)).AmountMinor);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Give_AmountsThatCannotBe_AreRefusedInWordsAndKeepTheForm(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        foreach (var (typed, says) in ((string, string)[])[
            ("0.99", "每笔捐赠不少于 ¥1.00"), ("0", "每笔捐赠不少于"), ("1000000.01", "单笔捐赠不超过 ¥1,000,000.00"), ("一百", "请用数字填写金额"), ("1,23", "请用数字填写金额"), ("-5", "金额必须大于零"),
            ("1.234", "最多保留两位小数"), ("99999999999999999999", "金额过大"), ("$5", "请用数字填写金额"), ("<b>5</b>", "请用数字填写金额")])
        {
            var (donor, page) = await OpenFormAsync(app);

            var answer = await donor.SubmitAsync(page, "form[data-once]", ("Own", typed), ("Name", "顾星河"), ("Message", "加油"), ("Email", "giver@example.org"));

            donor.AssertStatus(HttpStatusCode.UnprocessableEntity);
            Assert.Contains(says, answer.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(typed, answer.QuerySelector<IHtmlInputElement>("#Own")!.Value);
            Assert.Equal("顾星河", answer.QuerySelector<IHtmlInputElement>("#Name")!.Value);
            Assert.Equal("giver@example.org", answer.QuerySelector<IHtmlInputElement>("#Email")!.Value);
            Assert.Equal("加油", answer.QuerySelector("#Message")!.TextContent);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Give_WithoutAnAmount_IsAskedForOne(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (donor, page) = await OpenFormAsync(app);

        var answer = await donor.SubmitAsync(page, "form[data-once]", ("Amount", ""), ("Own", " "));

        Assert.Contains("请选择或填写捐赠金额", answer.Text(), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Give_ChosenAndOwnAmount_TheOwnOneCounts(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (donor, page) = await OpenFormAsync(app);

        await donor.SubmitAsync(page, "form[data-once]", ("Amount", "50"), ("Own", "88.88"), ("Name", "尾八"));

        Assert.Equal(8_888, (await GiftBehindAsync(app, donor)).AmountMinor);
    }

    [Theory, OnEveryDatabase]
    public async Task Give_LargeAmount_IsConfirmedInCapitalsFirst(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (donor, page) = await OpenFormAsync(app);

        var asked = await donor.SubmitAsync(page, "form[data-once]", ("Own", "30000"), ("Name", "大额"));
        donor.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("人民币叁万元整", asked.QuerySelector("#confirm")!.TextContent, StringComparison.Ordinal);
        Assert.Null(asked.QuerySelector(".error-summary"));

        // A confirmation of another amount confirms nothing.
        var tampered = await donor.SubmitAsync(asked, "form[data-once]", ("Own", "300000"), ("ConfirmedMinor", "3000000"));
        Assert.Contains("人民币叁拾万元整", tampered.QuerySelector("#confirm")!.TextContent, StringComparison.Ordinal);

        await donor.SubmitAsync(asked, "form[data-once]", ("ConfirmedMinor", asked.QuerySelector("#confirm button")!.GetAttribute("value")!));
        Assert.Equal(3_000_000, (await GiftBehindAsync(app, donor)).AmountMinor);
    }

    [Theory, OnEveryDatabase]
    public async Task Give_SameFormManyTimesAtOnce_MakesOneGift(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (donor, page) = await OpenFormAsync(app);
        var name = $"双击{Guid.NewGuid():N}"[..12];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var tab = new Visitor(app.Address, "zh-CN");
            foreach (Cookie cookie in donor.Cookies.GetAllCookies())
            {
                tab.Cookies.Add(cookie);
            }

            await tab.SubmitAsync(page, "form[data-once]", ("Own", "20"), ("Name", name));
            Assert.Equal(HttpStatusCode.Redirect, tab.Status);
        }));

        Assert.Single(await app.GiftsAsync(gift => gift.DonorName == name));
    }

    [Theory, OnEveryDatabase]
    public async Task Give_ChangedAfterGoingBack_IsAnotherGift(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (donor, page) = await OpenFormAsync(app);
        var name = $"返回{Guid.NewGuid():N}"[..12];

        foreach (var amount in (string[])["20", "25", "25", "20"])
        {
            await donor.SubmitAsync(page, "form[data-once]", ("Own", amount), ("Name", name));
        }

        Assert.Equal([2_000, 2_500], (await app.GiftsAsync(gift => gift.DonorName == name)).Select(gift => gift.AmountMinor));
    }

    [Theory, OnEveryDatabase]
    public async Task Give_CoveringTheFee_ChargesGiftAndFee(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (donor, page) = await OpenFormAsync(app);

        await donor.SubmitAsync(page, "form[data-once]", ("Own", "100"), ("CoverFee", "true"), ("Name", "代付"));

        var gift = await GiftBehindAsync(app, donor);
        Assert.Equal((10_061, 61), (gift.AmountMinor, gift.CoveredFeeMinor));
    }

    [Theory, OnEveryDatabase]
    public async Task Give_MonthlyByATamperingBrowser_IsRefusedInWords(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var (donor, page) = await OpenFormAsync(app);

        var answer = await donor.SubmitAsync(page, "form[data-once]", ("Frequency", "monthly"));

        Assert.Contains("月捐将随银行卡支付一同开通", answer.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Give_ToFundsThatTakeNothing_SaysSo(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var donor = app.Visit();

        await donor.GetAsync("/funds/luwan/donate");
        donor.AssertStatus(HttpStatusCode.NotFound);
        await donor.GetAsync("/funds/nosuch/donate");
        donor.AssertStatus(HttpStatusCode.NotFound);
        await donor.GetAsync("/funds/shiqiao/donate");
        Assert.Equal("/funds/shiqiao", donor.Location);
    }

    [Theory, OnEveryDatabase]
    public async Task Give_FromTheFundsPage_KeepsTheChosenAmount(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var donor = app.Visit();
        var fund = await donor.GetAsync("/funds/meiyuan");
        Assert.Empty(donor.Cookies.GetAllCookies());

        var chosen = await donor.SubmitAsync(fund, ".giving-panel form", ("amount", "100"));
        Assert.Equal("100", chosen.QuerySelector("input[name=Amount][checked]")!.GetAttribute("value"));
        var own = await donor.SubmitAsync(fund, ".giving-panel form", ("own", "１２．５"));

        Assert.Equal("１２．５", own.QuerySelector<IHtmlInputElement>("#Own")!.Value);
        Assert.Null(own.QuerySelector("input[name=Amount][checked]"));
    }

    [Theory, OnEveryDatabase]
    public async Task Give_WhileTheProviderIsDown_KeepsTheGiftAndOffersToTryAgain(DatabaseKind database)
    {
        var gateway = new GatewaySwitch();
        await using var app = await GiftSites.StartAsync(database, services => gateway.Wrap(services));
        gateway.IsDown = true;
        var (donor, page) = await OpenFormAsync(app);

        await donor.SubmitAsync(page, "form[data-once]", ("Own", "20"), ("Name", "断线"));
        Assert.Contains("/donations/", donor.Location, StringComparison.Ordinal);
        var tracking = await donor.GetAsync(donor.Location!);
        Assert.Contains("没有产生扣款", tracking.Text(), StringComparison.Ordinal);

        gateway.IsDown = false;
        await donor.SubmitAsync(tracking, "form[action$='/pay']");
        Assert.Contains("/sandbox/pay/", donor.Location, StringComparison.Ordinal);
        Assert.Single(await app.GiftsAsync(gift => gift.DonorName == "断线"));
    }

    private static async Task<(Visitor Donor, IHtmlDocument Page)> OpenFormAsync(CharityApp app, string fund = "meiyuan")
    {
        var donor = app.Visit();
        return (donor, await donor.GetAsync($"/funds/{fund}/donate"));
    }

    /// <summary>The gift whose payment page the donor was sent to.</summary>
    private static async Task<Donation> GiftBehindAsync(CharityApp app, Visitor donor)
    {
        donor.AssertStatus(HttpStatusCode.Redirect);
        Assert.Contains("/sandbox/pay/", donor.Location, StringComparison.Ordinal);
        return (await app.GiftsAsync(gift => gift.State == DonationProcess.Pending))[^1];
    }
}

/// <summary>A line to the payment provider that can be cut.</summary>
internal sealed class GatewaySwitch
{
    public bool IsDown { get; set; }

    public void Wrap(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(IPaymentGateway));
        services.Remove(real);
        services.Add(new ServiceDescriptor(typeof(IPaymentGateway), provider => new Line(this, (IPaymentGateway)(real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!))), real.Lifetime));
    }

    private sealed class Line(GatewaySwitch owner, IPaymentGateway real) : IPaymentGateway
    {
        public string Provider => real.Provider;

        public Task<ProviderCheckout> CreateCheckoutAsync(CheckoutOrder order, CancellationToken cancellationToken) =>
            owner.IsDown ? throw new PaymentGatewayException(GatewayFault.Unavailable, "The line is cut.") : real.CreateCheckoutAsync(order, cancellationToken);

        public Task<ProviderCheckout> FetchCheckoutAsync(string sessionId, CancellationToken cancellationToken) => real.FetchCheckoutAsync(sessionId, cancellationToken);

        public Task<ProviderCheckout> ExpireAsync(string sessionId, CancellationToken cancellationToken) => real.ExpireAsync(sessionId, cancellationToken);
    }
}
