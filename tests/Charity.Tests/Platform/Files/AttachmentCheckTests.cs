using System.Globalization;
using System.Text;
using Charity.Platform.Exports;
using Charity.Platform.Files;
using Charity.Platform.Requests;
using static Charity.Tests.Platform.Files.SampleFiles;

namespace Charity.Tests.Platform.Files;

public sealed class AttachmentCheckTests : IDisposable
{
    private const string Script = "7 0 <</S/JavaScript/JS(app.alert(1))>>";
    private readonly string _folder = Directory.CreateTempSubdirectory("attachment-check").FullName;

    public static TheoryData<string, byte[], string> Good => new()
    {
        { "a.pdf", Pdf(), "application/pdf" },
        { "a.pdf", PackedPdf("1 0 <</Type /Catalog /Names 7 0 R>>"), "application/pdf" },
        { "a.pdf", PackedPdf("1 0 <</Type /Catalog>>", "stream\n", "/Filter [/FlateDecode]"), "application/pdf" },
        { "a.pdf", Pdf("2 0 obj <</Type /ObjStm>> stream\n1 0 <</Type /Catalog>>\nendstream"), "application/pdf" },
        { "with fields.docx", Word(Field("PAGE ") + Field("HYPERLINK \"https://example.org/\"") + "<w:fldSimple w:instr=\" REF link \"/><w:t>DDEAUTO</w:t>"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "A.PDF", Pdf("(java) /URI (https://example.org/launch)"), "application/pdf" },
        { "a.docx", Office(WordMain), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "a.xlsx", Office(ExcelMain), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "a.pptx", Office(PowerPointMain), "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
        { "with a chart.pptx", Office(PowerPointMain, ("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", Office(ExcelMain))), "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
        { "with a link.docx", OfficeWithLink("hyperlink", "https://example.org/"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "with a style.docx", OfficeWithLink("styles", "styles.xml", null), "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { "exported.xlsx", Widened(Office(ExcelMain)), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { "a.jpg", Jpeg, "image/jpeg" },
        { "a.JPEG", Jpeg, "image/jpeg" },
        { "a.png", Png, "image/png" },
        { "a.webp", WebP, "image/webp" },
        { "a.heic", Heic, "image/heic" },
        { "a.txt", "预算说明\r\n\t一"u8.ToArray(), "text/plain; charset=utf-8" },
        { "a.csv", Chinese("项目,金额\r\n水电,100"), "text/csv; charset=gb18030" },
        { "a.csv", [0xEF, 0xBB, 0xBF, .. "项目"u8], "text/csv; charset=utf-8" },
        { "MZ.txt", "MZ is how programs begin"u8.ToArray(), "text/plain; charset=utf-8" },
    };

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "budget.pdf", Office(MacroMain, ("word/vbaProject.bin", OldOffice)), "attachment_macros" },
        { "budget.docx", Office(WordMain, ("word/vbaProject.bin", OldOffice)), "attachment_macros" },
        { "budget.docx", Office(MacroMain), "attachment_macros" },
        { "budget.xlsx", Office(ExcelMain, ("xl/macrosheets/sheet1.xml", "<x/>"u8.ToArray())), "attachment_macros" },
        { "budget.docm", Office(MacroMain), "attachment_macros" },
        { "chart.pptx", Office(PowerPointMain, ("ppt/embeddings/a.xlsx", Office(ExcelMain, ("xl/vbaProject.bin", OldOffice)))), "attachment_macros" },
        { "a.docx", Office(WordMain, ("word/embeddings/oleObject1.bin", OldOffice)), "attachment_embedded" },
        { "a.docx", Office(WordMain, ("word/media/image1.png", Executable)), "attachment_program" },
        { "a.docx", Office(WordMain, ("word/media/image1.png", Office(WordMain))), "attachment_embedded" },
        { "a.docx", Office(WordMain, ("word/embeddings/a.docx", Office(WordMain, ("word/embeddings/b.docx", Office(WordMain))))), "attachment_embedded" },
        { "a.docx", Office(WordMain, ("word/embeddings/a.zip", Zip(("a.txt", [1])))), "attachment_archive" },
        { "a.docx", OfficeWithLink("hyperlink", "file:///c:/windows/calc.exe"), "attachment_outside" },
        { "a.docx", OfficeWithLink("hyperlink", @"\\server\share"), "attachment_outside" },
        { "a.docx", OfficeWithLink("hyperlink", "javascript:alert(1)"), "attachment_outside" },
        { "a.docx", OfficeWithLink("hyperlink", "VBScript:x", null), "attachment_outside" },
        { "a.docx", OfficeWithLink("attachedTemplate", "https://example.org/template.dotm"), "attachment_outside" },
        { "a.docx", OfficeWithLink("image", "http://example.org/seen.png"), "attachment_outside" },
        { "a.docx", OfficeWithLink("aFChunk", "part.htm", null), "attachment_embedded" },
        { "a.xlsx", Office(ExcelMain, ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink\" Target=\"links/1.xml\"/></Relationships>"u8.ToArray()), ("xl/links/1.xml", "<externalLink><ddeLink ddeService=\"cmd\" ddeTopic=\"/C calc\"/></externalLink>"u8.ToArray())), "attachment_outside" },
        { "a.xlsx", Zip(("[Content_Types].xml", Encoding.UTF8.GetBytes($"<Types><Override PartName=\"/main.xml\" ContentType=\"{ExcelMain}\"/><Override PartName=\"/1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml\"/></Types>")), ("1.xml", "<externalLink/>"u8.ToArray())), "attachment_outside" },
        { "a.docx", Word(Field("DDEAUTO c:\\cmd.exe \"/k calc\"")), "attachment_outside" },
        { "a.docx", Word(Field(" dde", "AUTO", " cmd")), "attachment_outside" },
        { "a.docx", Word(Field("INCLUDE", Field("PAGE"), "PICTURE \"http://example.org/seen.png\" \\d")), "attachment_outside" },
        { "a.docx", Word("<w:fldSimple w:instr=\" INCLUDETEXT &quot;//server/a.docx&quot; \"/>"), "attachment_outside" },
        { "a.docx", Word("<w:r><w:instrText>LINK Excel.Sheet.8 a.xls</w:instrText></w:r>"), "attachment_outside" },
        { "a.docx", Word(Field("DDE cmd"), "header"), "attachment_outside" },
        { "a.docx", Word(Field("DDE cmd"), "footnotes"), "attachment_outside" },
        { "a.docx", Word("<w:p>"), "attachment_damaged" },
        { "a.docx", Zip(("[Content_Types].xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>"u8.ToArray())), "attachment_damaged" },
        { "a.xlsx", Widened(Office(ExcelMain, ("xl/vbaProject.bin", OldOffice))), "attachment_macros" },
        { "a.docx", Office(WordMain)[..^30], "attachment_damaged" },
        { "a.docx", [.. Office(WordMain), .. Executable], "attachment_damaged" },
        { "a.docx", Office(WordMain, ("main.XML", [1])), "attachment_damaged" },
        { "a.xlsx", Office(WordMain), "attachment_differs" },
        { "a.docx", Zip(("a.txt", [1])), "attachment_archive" },
        { "a.zip", Zip(("a.txt", [1])), "attachment_archive" },
        { "a.docx", OldOffice, "attachment_old_office" },
        { "a.pdf", Executable, "attachment_program" },
        { "a.txt", "#!/bin/sh\nrm -r /"u8.ToArray(), "attachment_program" },
        { "a.pdf", "<html><script>alert(1)</script>"u8.ToArray(), "attachment_web_page" },
        { "a.txt", [0xEF, 0xBB, 0xBF, .. " \r\n<!DOCTYPE HTML>"u8], "attachment_web_page" },
        { "a.txt", Encoding.Unicode.GetBytes("\uFEFF<html>"), "attachment_web_page" },
        { "a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(), "attachment_drawing" },
        { "a.png", "<?xml version=\"1.0\"?><svg/>"u8.ToArray(), "attachment_drawing" },
        { "a.png", Jpeg, "attachment_differs" },
        { "a.html", "just words"u8.ToArray(), "attachment_differs" },
        { "words", "just words"u8.ToArray(), "attachment_differs" },
        { "a.txt", [.. "words"u8, 0, .. "words"u8], "attachment_encoding" },
        { "a.csv", [.. "words"u8, 0xFF, 0xFF], "attachment_encoding" },
        { "a.bin", [1, 2, 3, 0xFF], "attachment_unknown" },
        { "a.pdf", Pdf("3 0 obj <</S /JavaScript /JS (app.alert(1))>>"), "attachment_pdf_script" },
        { "a.pdf", Pdf("3 0 obj <</S /J#61va#53cript>>"), "attachment_pdf_script" },
        { "a.pdf", PackedPdf("7 0 <</S/JavaScript/JS(app.alert(1))>>"), "attachment_pdf_script" },
        { "a.pdf", PackedPdf(Script, "stream \r\n"), "attachment_pdf_script" },
        { "a.pdf", PackedPdf(Script, "stream\n", head: [0x58, 0x85]), "attachment_pdf_script" },
        { "a.pdf", PackedPdf(Script, "stream\n", head: [0x68, 0x81]), "attachment_pdf_script" },
        { "a.pdf", PackedPdf(new string(' ', 20_000) + Script), "attachment_pdf_script" },
        { "a.pdf", PackedPdf("\0\f" + Script), "attachment_pdf_script" },
        { "a.pdf", PackedPdf(Script, "stream x\n"), "attachment_pdf_unread" },
        { "a.pdf", PackedPdf(Script, "stream x\n", "/X (endstream) /Filter /FlateDecode"), "attachment_pdf_unread" },
        { "a.pdf", PackedPdf("% a remark\n" + Script), "attachment_pdf_unread" },
        { "a.pdf", PackedPdf(Script, "stream\n", head: [0x78, 0x9D]), "attachment_pdf_unread" },
        { "a.pdf", PackedPdf("37203020", dictionary: "/Filter [/FlateDecode /ASCIIHexDecode]"), "attachment_pdf_unread" },
        { "a.pdf", PackedPdf("7 0 ", dictionary: "/Filter /FlateDecode /Decode#50arms <</Predictor 2>>"), "attachment_pdf_unread" },
        { "a.pdf", [.. PackedPdf("7 0 <</Type /Catalog>>")[..^27], 0, 0, 0, 0, .. "\nendstream endobj\n%%EOF"u8], "attachment_pdf_unread" },
        { "a.pdf", Pdf("<</S /Launch /F (cmd.exe)>>"), "attachment_pdf_launch" },
        { "a.pdf", Pdf("<</Type/EmbeddedFile>>"), "attachment_embedded" },
        { "a.pdf", Pdf("trailer <</Encrypt 5 0 R>>"), "attachment_pdf_protected" },
        { "a.pdf", PackedPdf("7 0 " + new string(' ', 70_000_000)), "attachment_packed" },
    };

    [Theory, MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public async Task Judge_AFileOfAKnownKind_IsAccepted(string name, byte[] content, string contentType) =>
        Assert.Equal(contentType, (await JudgeAsync(name, content)).Value.ContentType);

    [Theory, MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task Judge_AFileThatIsNotWhatItShouldBe_IsRefused(string name, byte[] content, string code) =>
        Assert.Equal(code, (await JudgeAsync(name, content)).Failure?.Code);

    [Fact]
    public async Task Judge_AWorkbookOfOurOwn_IsAccepted()
    {
        var file = new MemoryStream();
        await XlsxTable.WriteAsync(file, Table.From("gifts", Enumerable.Range(0, 1000)).Text("Number", number => $"No. {number}"), CancellationToken.None);

        Assert.Equal(XlsxTable.ContentType, (await JudgeAsync("gifts.xlsx", file.ToArray())).Value.ContentType);
    }

    [Fact]
    public void Widened_ASample_IsAZipForOthersToo()
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(Widened(Office(ExcelMain))));

        Assert.Equal("<main/>", new StreamReader(zip.GetEntry("main.xml")!.Open()).ReadToEnd());
    }

    [Fact]
    public async Task Judge_AMacroFileCalledPdf_SaysWhatItIs()
    {
        var refusal = (await JudgeAsync("budget.pdf", Office(MacroMain))).Failure!;

        Assert.StartsWith("This file is called .pdf, but it is an Office file with macros.", string.Format(CultureInfo.InvariantCulture, refusal.Message, refusal.Arguments), StringComparison.Ordinal);
        Assert.Equal("File", Assert.Single(refusal.Fields).Field);
    }

    [Theory]
    [InlineData(300L, null, "attachment_packed")]
    [InlineData(100L, null, "attachment_packed")]
    [InlineData(300L, 1000u, "attachment_damaged")]
    [InlineData(10L, 7_000_000u, "attachment_damaged")]
    [InlineData(1L, 4_000_000_000u, "attachment_packed")]
    public async Task Judge_AZipBomb_IsRefusedWhateverItClaims(long megabytes, uint? claimed, string code) =>
        Assert.Equal(code, (await JudgeAsync("a.xlsx", Bomb(megabytes * 1024 * 1024, claimed))).Failure?.Code);

    /// <summary>Each of them would be tried, which takes the processor a minute and more.</summary>
    [Fact]
    public async Task Judge_APdfOfNothingButStreams_IsGivenUp() =>
        Assert.Equal("attachment_damaged", (await JudgeAsync("a.pdf", Pdf(string.Concat(Enumerable.Repeat("stream\nx", 2_000_000))))).Failure?.Code);

    [Fact]
    public async Task Judge_NoiseUnderAnyName_IsNeverAcceptedAndNeverBreaks()
    {
        var random = new Random(7);
        foreach (var sample in Good.Select(row => row.Data).Concat(Bad.Select(row => row.Data)).Where(row => row.Item2.Length < 100_000).ToList())
        {
            for (var round = 0; round < 20; round++)
            {
                var content = sample.Item2.ToArray();
                content[random.Next(content.Length)] ^= (byte)random.Next(1, 256);
                await JudgeAsync(sample.Item1, content); // accepted or refused, but answered
            }

            var noise = new byte[500];
            random.NextBytes(noise);
            noise[0] = 1;
            Assert.NotNull((await JudgeAsync(sample.Item1, noise)).Failure);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Result<CheckedFile>> JudgeAsync(string name, byte[] content)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        await File.WriteAllBytesAsync(path, content);
        using var received = new ReceivedFile(path, content.Length, "");
        using var check = new AttachmentCheck();
        return await check.JudgeAsync(received, name, CancellationToken.None);
    }
}
