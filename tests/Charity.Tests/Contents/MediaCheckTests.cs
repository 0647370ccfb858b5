using System.Text;
using Charity.Contents.Media;

namespace Charity.Tests.Contents;

public sealed class MediaCheckTests
{
    private const string Svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">{0}</svg>";

    [Theory]
    [InlineData("<rect width=\"1\" height=\"1\" fill=\"url(#a)\"/>")]
    [InlineData("<defs><linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"#fff\"/></linearGradient></defs><use href=\"#a\"/>")]
    [InlineData("<text x=\"0\" y=\"1\" style=\"font-size:1px\">湖</text><!-- a note -->")]
    public void Judge_ADrawing_IsAccepted(string content) => Assert.True(Judge("a.svg", Svg.Replace("{0}", content, StringComparison.Ordinal)));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<rect onload=\"alert(1)\"/>")]
    [InlineData("<rect OnClick=\"alert(1)\"/>")]
    [InlineData("<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>")]
    [InlineData("<p xmlns=\"http://www.w3.org/1999/xhtml\">x</p>")]
    [InlineData("<image href=\"https://elsewhere.example/a.png\"/>")]
    [InlineData("<use href=\"https://elsewhere.example/a.svg#x\"/>")]
    [InlineData("<use xmlns:l=\"http://www.w3.org/1999/xlink\" l:href=\"javascript:alert(1)\"/>")]
    [InlineData("<a href=\"javascript:alert(1)\"><rect/></a>")]
    [InlineData("<rect fill=\"url(https://elsewhere.example/a.svg#x)\"/>")]
    [InlineData("<rect style=\"fill:u\\72l(https://elsewhere.example)\"/>")]
    [InlineData("<style>@import 'https://elsewhere.example/a.css';</style>")]
    [InlineData("<rect><animate attributeName=\"href\" to=\"javascript:alert(1)\"/></rect>")]
    [InlineData("<set attributeName=\"onclick\" to=\"alert(1)\"/>")]
    [InlineData("<?xml-stylesheet href=\"https://elsewhere.example/a.css\"?>")]
    public void Judge_AnSvgThatDoesMoreThanDraw_IsRefused(string content) => Assert.False(Judge("a.svg", Svg.Replace("{0}", content, StringComparison.Ordinal)));

    [Theory]
    [InlineData("<!DOCTYPE svg [<!ENTITY x \"<script>alert(1)</script>\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&x;</svg>")]
    [InlineData("<html xmlns=\"http://www.w3.org/1999/xhtml\"/>")]
    [InlineData("<rect xmlns=\"http://www.w3.org/2000/svg\"/>")]
    [InlineData("<svg/>")]
    [InlineData("not xml")]
    public void Judge_WhatIsNoSvg_IsRefused(string content) => Assert.False(Judge("a.svg", content));

    [Theory]
    [InlineData("a.jpg", "FFD8FFE0", true)]
    [InlineData("a.jpeg", "FFD8FFE0", true)]
    [InlineData("a.png", "89504E470D0A1A0A", true)]
    [InlineData("a.gif", "474946383961", true)]
    [InlineData("a.webp", "524946460000000057454250", true)]
    [InlineData("a.pdf", "255044462D312E37", true)]
    [InlineData("a.png", "FFD8FFE0", false)]
    [InlineData("a.svg", "FFD8FFE0", false)]
    [InlineData("a.html", "FFD8FFE0", false)]
    [InlineData("a.jpg", "3C7363726970743E", false)]
    [InlineData("a.jpg", "", false)]
    public void Judge_ByMagicNumberAndName_Agrees(string path, string hex, bool accepted) => Assert.Equal(accepted, MediaCheck.Judge(path, Convert.FromHexString(hex)).Succeeded);

    [Fact]
    public void Judge_MoreThanTenMegabytes_IsRefused() => Assert.Equal("file_too_large", MediaCheck.Judge("a.jpg", new byte[MediaCheck.MaximumLength + 1]).Failure!.Code);

    [Theory]
    [InlineData("funds/meiyuan.svg", true)]
    [InlineData("公告/封面.png", true)]
    [InlineData("../secret.svg", false)]
    [InlineData("a/../b.svg", false)]
    [InlineData("/a.svg", false)]
    [InlineData("a//b.svg", false)]
    [InlineData(".hidden/a.svg", false)]
    [InlineData("a\\b.svg", false)]
    [InlineData("A.svg", false)]
    [InlineData("a b.svg", false)]
    [InlineData("", false)]
    public void IsValid_Path_AllowsOnlyPlainNames(string path, bool valid) => Assert.Equal(valid, MediaPath.IsValid(path));

    [Theory]
    [InlineData("C:\\photos\\Lake View (1).JPG", "lake-view-1.jpg")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("春天 的湖.png", "春天-的湖.png")]
    public void FileName_FromSomebodysComputer_BecomesOneOfOurs(string typed, string name) => Assert.Equal(name, MediaPath.FileName(typed));

    private static bool Judge(string path, string content) => MediaCheck.Judge(path, Encoding.UTF8.GetBytes(content)).Succeeded;
}
