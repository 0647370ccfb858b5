using Charity.Payments.Webhooks;

namespace Charity.Tests.Payments;

public sealed class EventEnvelopeTests
{
    private const string Valid = """{"id":"evt_1","object":"event","type":"a.b","created":1760000000,"livemode":false,"data":{"object":{"x":[1,{"y":"}"}]}}}""";

    [Fact]
    public void Read_ValidEvent_HasItsParts()
    {
        var read = Read(Valid)!;

        Assert.Equal(("evt_1", "a.b", false), (read.EventId, read.Type, read.IsLive));
        Assert.Equal(new DateTime(2025, 10, 9, 8, 53, 20, DateTimeKind.Utc), read.CreatedUtc);
        Assert.Equal(32, read.ContentHash.Length);
    }

    [Fact]
    public void Read_UnknownFields_AreTolerated() => Assert.NotNull(Read("""{"a":{"id":5,"data":[]},"api_version":null,""" + Valid[1..]));

    [Fact]
    public void Read_SameContentOtherDelivery_HasTheSameHash()
    {
        var again = """{"pending_webhooks":0,"data":{"object":{"x":[1,{"y":"}"}]}},"livemode":false,"created":1760000009,"type":"a.b","object":"event","id":"evt_1"}""";

        Assert.Equal(Read(Valid)!.ContentHash, Read(again)!.ContentHash);
    }

    [Theory]
    [InlineData("\"y\":\"}\"", "\"y\":\"{\""), InlineData("a.b", "a.c"), InlineData("false", "true")]
    public void Read_OtherContent_HasAnotherHash(string from, string to) => Assert.NotEqual(Read(Valid)!.ContentHash, Read(Valid.Replace(from, to, StringComparison.Ordinal))!.ContentHash);

    [Theory]
    [InlineData(""), InlineData(" "), InlineData("null"), InlineData("[]"), InlineData("42"), InlineData("not json"), InlineData("{}"), InlineData(Valid + "x"), InlineData(Valid + Valid)]
    [InlineData("\uFEFF" + Valid), InlineData("/* */" + Valid)]
    public void Read_NoEvent_IsNull(string body) => Assert.Null(Read(body));

    [Theory]
    [InlineData("\"evt_1\"", "\"\""), InlineData("\"evt_1\"", "5"), InlineData("\"evt_1\"", "null"), InlineData("\"evt_1\"", "\"evt 1\""), InlineData("\"evt_1\"", "\"evt\\u0000\"")]
    [InlineData("\"evt_1\"", "\"事件\""), InlineData("\"event\"", "\"v2.core.event\""), InlineData("\"a.b\"", "{\"z\":1}"), InlineData("1760000000", "\"1760000000\"")]
    [InlineData("1760000000", "1.5"), InlineData("1760000000", "-1"), InlineData("1760000000", "99999999999999"), InlineData("1760000000", "[1]"), InlineData("false", "\"false\"")]
    [InlineData("false", "null"), InlineData("\"data\"", "\"date\""), InlineData("{\"object\":{\"x\":[1,{\"y\":\"}\"}]}}", "[]"), InlineData("\"livemode\"", "\"live\"")]
    public void Read_WrongPart_IsNull(string from, string to) => Assert.Null(Read(Valid.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void Read_TooLongId_IsNull() => Assert.Null(Read(Valid.Replace("evt_1", new string('e', EventEnvelope.LongestId + 1), StringComparison.Ordinal)));

    [Fact]
    public void Read_EveryTruncation_IsNull()
    {
        for (var length = 0; length < Valid.Length; length++)
        {
            Assert.Null(Read(Valid[..length]));
        }
    }

    [Fact]
    public void Read_InvalidUtf8InTheId_IsNull()
    {
        var body = PaymentSite.Bytes(Valid);
        body[Valid.IndexOf("evt_1", StringComparison.Ordinal)] = 0xFF;

        Assert.Null(EventEnvelope.Read(body));
    }

    [Fact]
    public void Read_NoiseInPlaceOfAnyByte_NeverThrows()
    {
        var random = new Random(20261122);
        for (var round = 0; round < 2000; round++)
        {
            var body = PaymentSite.Bytes(Valid);
            body[random.Next(body.Length)] = (byte)random.Next(256);
            EventEnvelope.Read(body);
        }
    }

    private static EventEnvelope? Read(string body) => EventEnvelope.Read(PaymentSite.Bytes(body));
}
