using System.IO.Compression;
using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Ventures.Calls;
using Charity.Ventures.PastYears;
using Charity.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Charity.Tests.Ventures.PastYears.YearLists;

namespace Charity.Tests.Ventures.PastYears;

/// <summary>An officer brings in a finished year from the bureau's own list.</summary>
[Collection(nameof(YearSites))]
public sealed class ImportYearTests(YearSites sites)
{
    private const string Confirm = "main form[data-once]";

    [Theory, OnEveryDatabase]
    public async Task List_ThatIsRight_ShowsItsSumsAndIsWrittenOnceItIsConfirmed(DatabaseKind database)
    {
        var (site, title) = (await sites.OnAsync(database), NewTitle());
        var officer = await site.SignInAsync("officer");

        var preview = await officer.UploadListAsync(await XlsxAsync(Row(1), Row(2, (YearColumn.Result, "终止"), (YearColumn.Awarded, "100"))), "往届.xlsx", title);
        Assert.Empty(ProblemsOf(preview));
        Assert.Equal(["2", "¥36,900.50", "24", "640", "16", "48"], SumsOf(preview));
        Assert.Empty(await ProjectsAsync(site, title));

        var done = await officer.SubmitAndFollowAsync(preview, Confirm);

        Assert.Equal(["2", "¥36,900.50", "24", "640", "16", "48"], SumsOf(done));
        var projects = await ProjectsAsync(site, title);
        Assert.Equal([ProjectProcess.Closed, ProjectProcess.Terminated], projects.Select(project => project.State));
        Assert.Equal((3_680_050L, 885, 2024, "志愿者由 18 人增加到 46 人。"), (projects[0].AwardedMinor, projects[0].MarkTenths, projects[0].Year, projects[0].Outcome?.Zh));
        Assert.Equal(["meiyuan", "tingtao"], projects[0].Areas.Select(area => area.AreaCode).Order());
        var call = (await CallAsync(site, title))!;
        Assert.Equal((CallProcess.Finished, 3_690_050L), (call.State, call.Design.Money.TotalMinor));
        Assert.Equal(["2", "¥36,900.50", "24", "640", "16", "48"], SumsOf(await site.Visit().OpenAsync($"/calls/{call.Slug}")));
    }

    [Theory, OnEveryDatabase]
    public async Task List_WithBadRows_SaysEveryProblemAtOnceAndWritesNothing(DatabaseKind database)
    {
        var (site, title) = (await sites.OnAsync(database), NewTitle());
        var officer = await site.SignInAsync("officer");

        var preview = await officer.UploadListAsync(Csv(
            Row(1),
            Row(2, (YearColumn.Organisation, "查无此社"), (YearColumn.Awarded, "-5"), (YearColumn.People, "很多")),
            Row(3, (YearColumn.FirstDay, "2024-12-31"), (YearColumn.LastDay, "2024-03-01")),
            Row(1, (YearColumn.Volunteers, "-1"), (YearColumn.Title, "另一个项目")),
            Row(5, (YearColumn.Mark, "101"), (YearColumn.Result, "还行"), (YearColumn.Areas, "天庭"), (YearColumn.Title, "")),
            Row(6, (YearColumn.LastDay, "2999-01-01"), (YearColumn.Awarded, "1.234"), (YearColumn.Outcome, "请致电 13800138000")),
            Row(7, (YearColumn.Title, "邻里陪伴项目1")),
            Row(8, (YearColumn.Activities, "=1+1"))), "往届.csv", title);

        Assert.Equal(
            [
                ("3", "organisation_unknown"), ("3", "amount_negative"), ("3", "no_whole_number"),
                ("4", "days_wrong_way_round"),
                ("5", "count_out_of_range"), ("5", "number_twice"),
                ("6", "cell_missing"), ("6", "result_unknown"), ("6", "mark_wrong"), ("6", "area_unknown_here"),
                ("7", "amount_decimals"), ("7", "day_not_over"), ("7", "private_number"),
                ("8", "project_twice"),
                ("9", "cell_formula"), ("9", "no_whole_number"),
            ],
            ProblemsOf(preview));
        Assert.Equal("1", SumsOf(preview)[0]);
        Assert.Null(preview.QuerySelector($"{Confirm} button"));
        Assert.Null(await CallAsync(site, title));

        // Whoever sends the confirmation all the same is told, and nothing is written.
        await officer.SubmitAsync(preview, Confirm, ("projects", "1"));
        officer.AssertStatus(HttpStatusCode.Conflict);
        Assert.Null(await CallAsync(site, title));
    }

    [Theory, OnEveryDatabase]
    public async Task BadRows_AreDownloadedWithTheReasonsAndMaySentAgainOnceCorrected(DatabaseKind database)
    {
        var (site, title) = (await sites.OnAsync(database), NewTitle());
        var officer = await site.SignInAsync("officer");
        var preview = await officer.UploadListAsync(Csv(Row(1), Row(2, (YearColumn.Organisation, "查无此社"))), "往届.csv", title);

        var links = preview.QuerySelectorAll("a[href*='/rows']").Select(link => link.GetAttribute("href")!.Replace("xlsx", "csv", StringComparison.Ordinal)).ToList();
        var (bad, all) = (await officer.Http.GetStringAsync(links[0]), await officer.Http.GetStringAsync(links[1]));

        Assert.Equal((2, 3), (bad.Trim().Split("\r\n").Length, all.Trim().Split("\r\n").Length));
        Assert.Contains("本网站没有登记“查无此社”", bad, StringComparison.Ordinal);
        var again = await officer.UploadListAsync(Encoding.UTF8.GetBytes(all.Replace(",查无此社,", ",湖湾区银杏树社会工作服务中心,", StringComparison.Ordinal)), "改好.csv", title);
        Assert.Empty(ProblemsOf(again));
        await officer.SubmitAndFollowAsync(again, Confirm);
        Assert.Equal(2, (await ProjectsAsync(site, title)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task List_SentAgain_ChangesNothingAndSaysThatAllIsThere(DatabaseKind database)
    {
        var (site, title) = (await sites.OnAsync(database), NewTitle());
        var officer = await site.SignInAsync("officer");
        var list = Csv(Row(1), Row(2));
        await officer.SubmitAndFollowAsync(await officer.UploadListAsync(list, "往届.csv", title), Confirm);

        var again = await officer.UploadListAsync(list, "往届.csv", title);
        var more = await officer.UploadListAsync(Csv(Row(1), Row(2), Row(3)), "往届.csv", title);
        var taken = await officer.UploadListAsync(Csv(Row(2, (YearColumn.Title, "别的项目"))), "往届.csv", title);

        Assert.Null(again.QuerySelector($"{Confirm} button"));
        Assert.Equal(2, (await ProjectsAsync(site, title)).Count);
        Assert.Equal(2, more.QuerySelectorAll("th .badge").Length);
        Assert.Equal([("2", "number_taken")], ProblemsOf(taken));
    }

    [Theory, OnEveryDatabase]
    public async Task List_ConfirmedTwice_IsWrittenOnce(DatabaseKind database)
    {
        var (site, title) = (await sites.OnAsync(database), NewTitle());
        var officer = await site.SignInAsync("officer");
        var preview = await officer.UploadListAsync(Csv(Row(1)), "往届.csv", title);

        await officer.SubmitAsync(preview, Confirm);
        await officer.SubmitAsync(preview, Confirm);

        officer.AssertStatus(HttpStatusCode.NotFound);
        Assert.Single(await ProjectsAsync(site, title));
    }

    [Theory, OnEveryDatabase]
    public async Task List_ConfirmedInTwoWindowsAtOnce_IsWrittenOnce(DatabaseKind database)
    {
        var (site, title) = (await sites.OnAsync(database), NewTitle());
        var list = Csv(Row(1));
        var (one, other) = (await site.SignInAsync("officer"), await site.SignInAsync("officer"));
        var (first, second) = (await one.UploadListAsync(list, "往届.csv", title), await other.UploadListAsync(list, "往届.csv", title));

        await Task.WhenAll(one.SubmitAsync(first, Confirm), other.SubmitAsync(second, Confirm));

        Assert.Single(await ProjectsAsync(site, title));
    }

    [Theory, OnEveryDatabase]
    public async Task List_OfACallThatIsThere_AddsToIt(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var officer = await site.SignInAsync("officer");
        var title = NewTitle();
        await officer.SubmitAndFollowAsync(await officer.UploadListAsync(Csv(Row(1)), "往届.csv", title), Confirm);
        var slug = (await CallAsync(site, title))!.Slug;

        var done = await officer.SubmitAndFollowAsync(await officer.UploadListAsync(Csv(Row(9)), "补充.csv", string.Empty, call: slug), Confirm);

        Assert.Equal("2", SumsOf(done)[0]);
        Assert.Equal(7_360_100, (await CallAsync(site, title))!.Design.Money.TotalMinor);
    }

    [Theory]
    [InlineData("resident", HttpStatusCode.Forbidden)]
    [InlineData("auditor", HttpStatusCode.Forbidden)]
    [InlineData("org1", HttpStatusCode.Forbidden)]
    public async Task Anybody_WithoutTheRight_GetsNoPageOfIt(string account, HttpStatusCode status)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var visitor = await site.SignInAsync(account);

        foreach (var address in new[] { Page, $"{Page}/template", $"{Page}/{Guid.NewGuid()}?Year=2024&Title=x", $"{Page}/{Guid.NewGuid()}/rows?Year=2024&Title=x" })
        {
            await visitor.GetAsync(address);
            visitor.AssertStatus(status);
        }
    }

    [Fact]
    public async Task List_OfAColleague_IsNotFound()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var (officer, other) = (await site.SignInAsync("officer"), await site.SignInAsync("admin"));
        await officer.UploadListAsync(Csv(Row(1)), "往届.csv", NewTitle());
        var id = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Charity.Platform.Files.Attachment>().OrderByDescending(file => file.Id).Select(file => file.Id).FirstAsync());

        await other.GetAsync($"{Page}/{id}?Year=2024&Title=x");

        other.AssertStatus(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Files_ThatAreNoLists_AreRefusedInWords()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var officer = await site.SignInAsync("officer");
        var headings = YearColumn.All.Select(column => column.Heading.Zh).ToArray();
        (string Name, byte[] Content, string Words)[] files =
        [
            ("宏.xlsx", WithMacros(await XlsxAsync(Row(1))), "宏"),
            ("长.csv", Encoding.UTF8.GetBytes(string.Join("\n", Enumerable.Repeat("1,2", 100_001))), "最多 2000 行"),
            ("大.csv", Encoding.UTF8.GetBytes("编号\n" + new string('1', 21 * 1024 * 1024)), "MB"),
            ("空.csv", CsvOf(headings), "清单是空的"),
            ("缺.csv", CsvOf(["编号", "项目名称"], ["1", "x"]), "首行还缺少表头：社会组织、资助金额（元）"),
            ("重.csv", CsvOf([.. headings, "Number"], [.. Row(1), "2"]), "有两列都叫“编号”"),
            ("坏.xlsx", [0x50, 0x4B, 0x03, 0x04, .. new byte[100]], "xlsx"),
            ("信.txt", Encoding.UTF8.GetBytes("你好"), "清单是空的"),
            ("页.csv", Encoding.UTF8.GetBytes("<html><script>alert(1)</script>"), "网页"),
        ];
        foreach (var (name, content, words) in files)
        {
            var page = await officer.UploadListAsync(content, name, NewTitle());

            Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
            Assert.Contains(words, page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Workbook_OfExcel_IsReadWithItsDatesFormulasAndGaps()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var officer = await site.SignInAsync("officer");
        var list = await XlsxAsync(Row(1, (YearColumn.FirstDay, "45352"), (YearColumn.LastDay, "45657"), (YearColumn.Activities, "１２ 场")), Row(2));

        var right = await officer.UploadListAsync(list, "往届.xlsx", NewTitle());
        var worked = await officer.UploadListAsync(WithFormula(list), "往届.xlsx", NewTitle());

        Assert.Empty(ProblemsOf(right));
        Assert.Contains("2024年3月1日", right.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([("2", "cell_formula")], ProblemsOf(worked));
    }

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task Template_IsRightOnceItIsFilledIn(string format)
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);
        var officer = await site.SignInAsync("officer");

        var template = await officer.Http.GetByteArrayAsync($"{Page}/template?format={format}");
        var page = await officer.UploadListAsync(template, $"模板.{format}", NewTitle());

        // It lacks nothing but rows.
        Assert.Contains("清单是空的", page.QuerySelector(".error-summary")!.TextContent, StringComparison.Ordinal);
    }

    private static string NewTitle() => $"往届公益创投 {Guid.NewGuid():N}"[..20];

    private static string[] SumsOf(IHtmlDocument page) => [.. page.QuerySelectorAll("#totals dd").Select(sum => sum.TextContent.Trim())];

    private static Task<Call?> CallAsync(CharityApp site, string title) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<CharityDbContext>().Set<Call>().AsNoTracking().Where(call => call.IsImported).ToListAsync()).Find(call => call.Title.Zh == title));

    private static async Task<IReadOnlyList<Project>> ProjectsAsync(CharityApp site, string title)
    {
        var call = await CallAsync(site, title);
        return call is null ? [] : await site.InScopeAsync(services => ProjectDesk.Whole(services.GetRequiredService<CharityDbContext>().Set<Project>().AsNoTracking())
            .Where(project => project.CallId == call.Id).OrderBy(project => project.Slug).ToListAsync());
    }

    private static byte[] WithMacros(byte[] workbook) => Change(workbook, zip =>
    {
        using var part = zip.CreateEntry("xl/vbaProject.bin").Open();
        part.Write([1, 2, 3]);
    });

    /// <summary>The first project's activities are worked out.</summary>
    private static byte[] WithFormula(byte[] workbook) => Change(workbook, zip =>
    {
        var entry = zip.GetEntry("xl/sheet1.xml")!;
        string sheet;
        using (var reader = new StreamReader(entry.Open()))
        {
            sheet = reader.ReadToEnd();
        }

        entry.Delete();
        var at = sheet.IndexOf("１２ 场", StringComparison.Ordinal);
        var (begin, end) = (sheet.LastIndexOf("<x:c ", at, StringComparison.Ordinal), sheet.IndexOf("</x:c>", at, StringComparison.Ordinal));
        using var writer = new StreamWriter(zip.CreateEntry("xl/sheet1.xml").Open());
        writer.Write(sheet[..begin] + "<x:c><x:f>6*2</x:f><x:v>12</x:v>" + sheet[end..]);
    });

    private static byte[] Change(byte[] workbook, Action<ZipArchive> change)
    {
        using var file = new MemoryStream();
        file.Write(workbook);
        using (var zip = new ZipArchive(file, ZipArchiveMode.Update, leaveOpen: true))
        {
            change(zip);
        }

        return file.ToArray();
    }
}
