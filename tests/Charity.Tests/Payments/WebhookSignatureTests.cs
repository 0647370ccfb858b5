using Charity.Payments.Webhooks;

namespace Charity.Tests.Payments;

/// <summary>The vectors were computed with OpenSSL: <c>printf '1760000000.%s' "$BODY" | openssl dgst -sha256 -hmac whsec_test_secret</c>.</summary>
public sealed class WebhookSignatureTests
{
    private const string Body = """{"id":"evt_1","object":"event","note":"湖湾区 🎁"}""";
    private const string Time = "1760000000";
    private const string Hex = "acb19ce00d256fafc44278137129b22003f8125b4ee934f55072292b2c85d5a0";
    private const string EmptyHex = "a64eb4636d8d793ee97436a151a536e2ea4bab6c36ea52be535a827f47e0aaa5";
    private static readonly byte[] Secret = PaymentSite.Bytes("whsec_test_secret");
    private static readonly byte[] OldSecret = PaymentSite.Bytes("whsec_old_secret");
    private static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeSeconds(1_760_000_000);

    [Fact]
    public void Verify_VectorWithChineseAndEmoji_IsValid() => Assert.Equal(SignatureVerdict.Valid, Verify($"t={Time},v1={Hex}"));

    [Fact]
    public void Verify_VectorOfEmptyBody_IsValid() => Assert.Equal(SignatureVerdict.Valid, Verify($"t={Time},v1={EmptyHex}", body: ""));

    [Fact]
    public void Sign_SameInput_EqualsVector() => Assert.Equal($"t={Time},v1={Hex}", WebhookSignature.Sign(PaymentSite.Bytes(Body), Secret, SignedAt));

    [Theory]
    [InlineData(0, true), InlineData(300, true), InlineData(301, false), InlineData(-300, true), InlineData(-301, false), InlineData(400, false)]
    public void Verify_SomeSecondsLater_AcceptsWithinFiveMinutesBothWays(int seconds, bool isAccepted)
    {
        var expected = isAccepted ? SignatureVerdict.Valid : seconds > 0 ? SignatureVerdict.TooOld : SignatureVerdict.TooNew;

        Assert.Equal(expected, Verify($"t={Time},v1={Hex}", now: SignedAt.AddSeconds(seconds)));
    }

    [Theory]
    [InlineData("t=1760000000, v1=" + Hex)]
    [InlineData("v1=" + Hex + ",t=1760000000")]
    [InlineData("t=1760000000,v1=0000,v1=" + Hex)]
    [InlineData("t=1760000000,v1=" + Hex + ",v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39")]
    public void Verify_OtherForms_AreValid(string header) => Assert.Equal(SignatureVerdict.Valid, Verify(header));

    [Theory]
    [InlineData(""), InlineData("t"), InlineData("t=1760000000"), InlineData("v1=" + Hex), InlineData(",,"), InlineData("t,,"), InlineData("t,v1=,")]
    [InlineData("t,v1=,v0="), InlineData("t=,v1=" + Hex), InlineData("t=1760000000,t=1760000000,v1=" + Hex), InlineData("t=1760000000abc,v1=" + Hex)]
    [InlineData("t=+1760000000,v1=" + Hex), InlineData("t=-1,v1=" + Hex), InlineData("t=17600000000000,v1=" + Hex), InlineData("t=１７６０００００００,v1=" + Hex)]
    [InlineData("t=1760000000,v1=" + Hex + ","), InlineData("t=1760000000,v0=" + Hex), InlineData("t=1760000000;v1=" + Hex)]
    public void Verify_OtherShapes_AreMalformed(string header) => Assert.Equal(SignatureVerdict.Malformed, Verify(header));

    [Fact]
    public void Verify_UpperCaseHex_IsWrong() => Assert.Equal(SignatureVerdict.Wrong, Verify($"t={Time},v1={Hex.ToUpperInvariant()}"));

    [Theory]
    [InlineData(Body + " "), InlineData("\uFEFF" + Body), InlineData("")]
    public void Verify_OtherBody_IsWrong(string body) => Assert.Equal(SignatureVerdict.Wrong, Verify($"t={Time},v1={Hex}", body));

    [Theory]
    [InlineData("t=1760000000,v1=" + "acb19ce0"), InlineData("t=1760000000,v1="), InlineData("t=1760000001,v1=" + Hex), InlineData("t=1760000000,v1= " + Hex)]
    public void Verify_OtherSignature_IsWrong(string header) => Assert.Equal(SignatureVerdict.Wrong, Verify(header));

    [Fact]
    public void Verify_WrongAndStale_SaysWrong() => Assert.Equal(SignatureVerdict.Wrong, Verify($"t={Time},v1={EmptyHex}", now: SignedAt.AddDays(1)));

    [Fact]
    public void Verify_WhileTheSecretIsReplaced_AcceptsOldAndNew()
    {
        var bySecond = WebhookSignature.Sign(PaymentSite.Bytes(Body), OldSecret, SignedAt);

        Assert.Equal(SignatureVerdict.Valid, Verify(bySecond, secrets: [Secret, OldSecret]));
        Assert.Equal(SignatureVerdict.Valid, Verify($"{bySecond},v1={Hex}", secrets: [Secret]));
        Assert.Equal(SignatureVerdict.Wrong, Verify(bySecond, secrets: [Secret]));
        Assert.Equal(SignatureVerdict.Wrong, WebhookSignature.Verify(bySecond, PaymentSite.Bytes(Body), [], SignedAt));
    }

    private static SignatureVerdict Verify(string header, string body = Body, DateTimeOffset? now = null, params byte[][] secrets) =>
        WebhookSignature.Verify(header, PaymentSite.Bytes(body), secrets is { Length: > 0 } ? secrets : [Secret], now ?? SignedAt);
}
