using Charity.Platform.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Charity.Tests.Platform.Text;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("  ", "")]
    [InlineData(" 王\u3000小明\t ", "王 小明")]
    [InlineData("Jose\u0301", "Jos\u00E9")]
    [InlineData("a\0\u0007b", "ab")]
    [InlineData("invoice\u202Egpj.exe", "invoicegpj.exe")]
    [InlineData("\u2066x\u2069\u200F\uFEFF", "x")]
    [InlineData("e\u200B\u0301", "\u00E9")]
    [InlineData("a\r\nb\u2028c\vd", "a b c d")]
    [InlineData("👨‍👩‍👧 好", "👨‍👩‍👧 好")]
    [InlineData("𠮷田", "𠮷田")]
    public void Clean_OneLine_KeepsWhatCanBeRead(string? typed, string expected) => Assert.Equal(expected, PlainText.Clean(typed));

    [Fact]
    public void Clean_LoneSurrogates_AreDropped() => Assert.Equal("ab", PlainText.Clean("a" + (char)0xD83D + "b" + (char)0xDE00));

    [Theory]
    [InlineData("一\r\n二", "一\n二")]
    [InlineData("一 \n\n\n\n 二\n", "一\n\n二")]
    [InlineData("\n 一\t二 ", "一 二")]
    public void Clean_KeepingLines_AllowsOneEmptyLine(string typed, string expected) => Assert.Equal(expected, PlainText.Clean(typed, keepLines: true));

    [Fact]
    public void Clean_Twice_ChangesNothingMore() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), ArbMap.Default.ArbFor<bool>(), (typed, keepLines) =>
        {
            var once = PlainText.Clean(typed, keepLines);
            return PlainText.Clean(once, keepLines) == once;
        }).QuickCheckThrowOnFailure();
}
