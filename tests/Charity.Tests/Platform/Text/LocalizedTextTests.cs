using System.Globalization;
using System.Text.Json;
using Charity.Platform.Text;

namespace Charity.Tests.Platform.Text;

public sealed class LocalizedTextTests
{
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN"), English = CultureInfo.GetCultureInfo("en");

    [Theory]
    [InlineData("zh-CN", "社区基金")]
    [InlineData("en", "Community fund")]
    [InlineData("en-GB", "Community fund")]
    [InlineData("fr", "社区基金")]
    public void For_BothLanguages_GivesTheReadersText(string culture, string expected) =>
        Assert.Equal(expected, new LocalizedText("社区基金", "Community fund").For(CultureInfo.GetCultureInfo(culture)));

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void For_EnglishMissing_FallsBackToChinese(string? en) => Assert.Equal("社区基金", new LocalizedText("社区基金", en).For(English));

    [Fact]
    public void ToString_FollowsTheUiCulture()
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = English;
            Assert.Equal("Fund", $"{new LocalizedText("基金", "Fund")}");
            CultureInfo.CurrentUICulture = Chinese;
            Assert.Equal("基金", $"{new LocalizedText("基金", "Fund")}");
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void ToJson_ChineseText_StaysReadable() => Assert.Equal("""{"zh":"基金","en":"Fund"}""", new LocalizedText("基金", "Fund").ToJson());

    [Fact]
    public void ToJson_EnglishMissing_IsLeftOut() => Assert.Equal("""{"zh":"基金"}""", new LocalizedText("基金").ToJson());

    [Theory]
    [InlineData("基金", null)]
    [InlineData("", "x")]
    [InlineData("\"<\\>\n😀𠮷", "\u2028&'")]
    public void FromJson_WhatToJsonWrote_IsTheSame(string zh, string? en)
    {
        var text = new LocalizedText(zh, en);

        Assert.Equal(text, LocalizedText.FromJson(text.ToJson()));
    }

    [Fact]
    public void Deserialize_BareString_IsChinese() =>
        Assert.Equal([new LocalizedText("路灯"), new LocalizedText("灯", "Lamp")], JsonSerializer.Deserialize<LocalizedText[]>("""["路灯", { "en": "Lamp", "zh": "灯" }]""")!);

    [Theory]
    [InlineData("null")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"en":"Fund"}""")]
    [InlineData("""{"zh":null}""")]
    [InlineData("""{"zh":{}}""")]
    [InlineData("""{"zh":"a","eng":"Fund"}""")]
    [InlineData("""{"zh":"a" """)]
    public void FromJson_AnythingElse_IsRefused(string json) => Assert.Throws<JsonException>(() => LocalizedText.FromJson(json));
}
