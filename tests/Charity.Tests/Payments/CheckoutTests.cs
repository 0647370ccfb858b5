using Charity.Payments.Checkouts;
using Charity.Payments.Contracts;
using Charity.Platform.Text;

namespace Charity.Tests.Payments;

/// <summary>The order's rule, without a database: the state only rises, and money wins.</summary>
public sealed class CheckoutTests
{
    [Theory]
    [InlineData(new[] { PaymentClaim.Paid }, CheckoutState.Paid)]
    [InlineData(new[] { PaymentClaim.UnderWay, PaymentClaim.Paid }, CheckoutState.Paid)]
    [InlineData(new[] { PaymentClaim.UnderWay, PaymentClaim.Failed, PaymentClaim.Paid }, CheckoutState.Paid)]
    [InlineData(new[] { PaymentClaim.UnderWay, PaymentClaim.Failed }, CheckoutState.Failed)]
    [InlineData(new[] { PaymentClaim.Expired, PaymentClaim.Failed }, CheckoutState.Failed)]
    [InlineData(new[] { PaymentClaim.Expired, PaymentClaim.UnderWay }, CheckoutState.Expired)]
    [InlineData(new[] { PaymentClaim.Expired, PaymentClaim.Paid }, CheckoutState.Paid)]
    [InlineData(new[] { PaymentClaim.Unclear, PaymentClaim.UnderWay, PaymentClaim.Expired }, CheckoutState.Quarantined)]
    [InlineData(new[] { PaymentClaim.Unclear, PaymentClaim.Paid }, CheckoutState.Paid)]
    internal void Hear_InEveryOrder_EndsInTheSameState(PaymentClaim[] claims, CheckoutState expected)
    {
        foreach (var order in Permutations(claims))
        {
            var checkout = Order();
            var changes = order.Concat(order).Select(claim => checkout.Hear(Report(checkout, claim)).Change).OfType<PaymentChange>().ToList();

            Assert.Equal(expected, checkout.State);
            Assert.Equal(expected == CheckoutState.Paid ? 1 : 0, changes.OfType<PaymentSucceeded>().Count());
        }
    }

    [Theory]
    [InlineData(9_999, "cny"), InlineData(10_001, "cny"), InlineData(null, "cny"), InlineData(10_000, "usd"), InlineData(10_000, null)]
    public void Hear_OtherAmountOrCurrency_Quarantines(int? amountMinor, string? currency)
    {
        var checkout = Order();

        var (change, concern) = checkout.Hear(Report(checkout, PaymentClaim.Paid) with { AmountMinor = amountMinor, Currency = currency });

        Assert.IsType<PaymentQuarantined>(change);
        Assert.Equal(Concern.Differs, concern);
        Assert.Equal(CheckoutState.Quarantined, checkout.State);
    }

    [Fact]
    public void Hear_OtherAmountAfterThePayment_LeavesItAndSaysSo()
    {
        var checkout = Order();
        checkout.Hear(Report(checkout, PaymentClaim.Paid));

        Assert.Equal(((PaymentChange?)null, Concern.Differs), checkout.Hear(Report(checkout, PaymentClaim.Paid) with { AmountMinor = 1 }));
        Assert.Equal(CheckoutState.Paid, checkout.State);
    }

    [Fact]
    public void Hear_SecondPagePaidToo_IsAnotherPayment()
    {
        var checkout = Order();
        checkout.Hear(Report(checkout, PaymentClaim.Paid));

        var (change, _) = checkout.Hear(Report(checkout, PaymentClaim.Paid) with { SessionId = "cs_2", PaymentObject = "pay_2" });

        Assert.Equal("sandbox:pay_2", Assert.IsType<PaymentSucceeded>(change).ProviderObject);
        Assert.NotEqual("sandbox:pay_2", checkout.ProviderObject);
    }

    [Fact]
    public void Hear_TheEndOfAnOlderPage_ChangesNothing()
    {
        var checkout = Order();
        checkout.Opened(1, Page("cs_1"));
        checkout.BeginAttempt(1);
        checkout.Opened(2, Page("cs_2"));

        Assert.Null(checkout.Hear(Report(checkout, PaymentClaim.Expired) with { Attempt = 1 }).Change);
        Assert.Equal(CheckoutState.Open, checkout.State);
        Assert.IsType<PaymentSucceeded>(checkout.Hear(Report(checkout, PaymentClaim.Paid) with { Attempt = 1 }).Change);
    }

    [Fact]
    public void Hear_Paid_CarriesOrderAndPaymentAndForgetsTheEmail()
    {
        var checkout = Order();

        var succeeded = Assert.IsType<PaymentSucceeded>(checkout.Hear(Report(checkout, PaymentClaim.Paid)).Change);

        Assert.Equal(("sandbox", "sandbox:pay_1", 10_000L, "CNY", "test:gift"), (succeeded.Provider, succeeded.ProviderObject, succeeded.AmountMinor, succeeded.Currency, succeeded.Reference));
        Assert.Null(checkout.Email);
    }

    [Fact]
    public void Opened_AfterAnEventWasFaster_KeepsTheState()
    {
        var checkout = Order();
        checkout.Hear(Report(checkout, PaymentClaim.Paid));
        checkout.Opened(1, Page("cs_1"));

        Assert.Equal(CheckoutState.Paid, checkout.State);
    }

    [Fact]
    public void BeginAttempt_Twice_CountsOnceAndChangesTheKey()
    {
        var checkout = Order();
        var first = checkout.IdempotencyKey;
        checkout.Opened(1, Page("cs_1"));
        checkout.BeginAttempt(1);
        checkout.BeginAttempt(1);

        Assert.Equal(2, checkout.Attempt);
        Assert.NotEqual(first, checkout.IdempotencyKey);
        Assert.False(checkout.HasPage);
    }

    private static Checkout Order() => Checkout.From(
        new CheckoutDraft(Guid.CreateVersion7(), "test:gift", 10_000, "CNY", new LocalizedText("捐赠"), "donor@example.org", "zh-CN", "http://localhost/a", "http://localhost/b"),
        "sandbox", DateTimeOffset.UnixEpoch);

    private static Charity.Payments.Gateways.ProviderCheckout Page(string id) => new(id, $"http://localhost/{id}", DateTime.MaxValue, "open", "unpaid", default);

    private static CheckoutReport Report(Checkout checkout, PaymentClaim claim) =>
        new($"evt_{claim}", DateTime.UnixEpoch, checkout.Id, 1, "cs_1", claim, 10_000, "cny", "pay_1", "sandbox");

    private static IEnumerable<PaymentClaim[]> Permutations(PaymentClaim[] claims) => claims.Length <= 1
        ? [claims]
        : claims.SelectMany((claim, index) => Permutations([.. claims[..index], .. claims[(index + 1)..]]).Select(rest => (PaymentClaim[])[claim, .. rest]));
}
