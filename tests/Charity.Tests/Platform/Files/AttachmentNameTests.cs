using Charity.Platform.Files;

namespace Charity.Tests.Platform.Files;

public sealed class AttachmentNameTests
{
    [Theory]
    [InlineData("报告.pdf", "报告.pdf")]
    [InlineData("Report Final.PDF", "Report Final.pdf")]
    [InlineData(@"..\..\x.pdf", "x.pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\me\a.docx", "a.docx")]
    [InlineData("a.pdf\u202Efdp.exe", "a.pdffdp.exe")]
    [InlineData("a\u0000\r\nb.pdf", "a b.pdf")]
    [InlineData("a\u200B.pdf ", "a.pdf")]
    [InlineData("a.pdf...", "a.pdf")]
    [InlineData(".pdf", "file.pdf")]
    [InlineData("", "file")]
    [InlineData("..", "file")]
    [InlineData("a<b>:\"|?*.pdf", "a-b------.pdf")]
    [InlineData("con.txt", "_con.txt")]
    [InlineData("NUL.tar.pdf", "_NUL.tar.pdf")]
    [InlineData("a.", "a")]
    [InlineData("2026.一份没有后缀的很长的名字", "2026.一份没有后缀的很长的名字")]
    public void Clean_ATypedName_IsSafeToKeep(string typed, string name)
    {
        Assert.Equal(name, AttachmentName.Clean(typed));
        Assert.Equal(name, AttachmentName.Clean(name));
    }

    [Theory]
    [InlineData(5_000)]
    [InlineData(121)]
    public void Clean_AVeryLongName_KeepsItsEnding(int length)
    {
        var name = AttachmentName.Clean(new string('长', length) + ".xlsx");

        Assert.Equal(AttachmentName.MaximumLength, name.Length);
        Assert.EndsWith("长.xlsx", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Clean_ANameCutWithinACharacter_LosesTheWholeCharacter()
    {
        var name = AttachmentName.Clean("a" + string.Concat(Enumerable.Repeat("😀", 100)) + ".pdf");

        Assert.Equal(AttachmentName.MaximumLength - 1, name.Length);
        Assert.DoesNotContain('\uFFFD', name.EnumerateRunes().Select(rune => (char)rune.Value));
    }
}
