using System.Globalization;
using System.Net;
using System.Text;
using Charity.Disbursements.Aid;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Exports;
using Charity.Platform.Imports;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Lists of people are imported whole or not at all, and every reason is given at once.</summary>
[Collection(nameof(PaymentSites))]
public sealed class AidImportTests(SharedSites sites) : PaymentTests(sites)
{
    [Theory, OnEveryDatabase]
    public async Task Import_OfAGoodList_MakesOneRequestWithALineForEachPerson(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        var officer = await site.SignInAidOfficerAsync();

        await officer.ImportAsync(place, AidSteps.Csv(AidPerson.Of(1, "1,250.50", "梅园社区"), AidPerson.Of(2, area: "梅园社区"), AidPerson.Of(3)), 3, "2250.5");

        officer.AssertStatus(HttpStatusCode.Found);
        var list = Assert.Single(await site.ListsOfAsync(place));
        var payment = await site.ReadPaymentAsync(list.RequestId);
        Assert.Equal((3, 2_250_50L, AidStanding.Asked, PaymentProcess.Asked), (list.People, list.AmountMinor, list.Standing, payment.State));
        Assert.Equal((PaymentKind.Aid, list.Id, 2_250_50L, 3), (payment.Kind, payment.SubjectId, payment.AmountMinor, payment.LineCount));
        Assert.Equal([("", 1, 500_00L), ("meiyuan", 2, 1_750_50L)], list.Areas.OrderBy(area => area.AreaCode).Select(area => (area.AreaCode, area.People, area.AmountMinor)));
        var lines = await site.InScopeAsync(services => services.GetRequiredService<PaymentLines>().OfAsync(payment.Id, CancellationToken.None));
        var recipients = await site.RecipientsOfAsync(list);
        Assert.Equal(lines.Select(line => line.Id), recipients.Select(recipient => recipient.Id));
        Assert.Equal((InventedPeople.Name(1), InventedPeople.Card(1), 1_250_50L, InventedPeople.Identity(1)), (lines[0].PayeeName, lines[0].PayeeNumber, lines[0].AmountMinor, recipients[0].IdentityNumber));
        Assert.DoesNotContain(await StoredAsync(site, "SELECT \"IdentityNumber\" FROM \"Disbursements_AidRecipients\""), text => text.Contains(InventedPeople.Identity(1), StringComparison.Ordinal));
        Assert.DoesNotContain(await StoredAsync(site, "SELECT \"PayeeNumber\" FROM \"Disbursements_Lines\""), text => text.Contains(InventedPeople.Card(1), StringComparison.Ordinal));
        Assert.Equal(0, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AidUpload>().CountAsync(upload => upload.ProgrammeId == list.ProgrammeId)));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfAListWithBadRows_WritesNothingAndGivesThemAllBackToItsSenderAlone(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        var (officer, other) = (await site.SignInAidOfficerAsync(), await site.SignInAidOfficerAsync());
        var people = Enumerable.Range(1, 40).Select(number => number <= 25 ? AidPerson.Of(number) with { Amount = "6000", Bank = "" } : AidPerson.Of(number, area: "梅园社区")).ToList();
        people[39] = people[39] with { Name = "\u202e=cmd|' /C calc'!A0" };

        var page = await officer.ImportAsync(place, await AidSteps.XlsxAsync(people), 40, "1", "名单.xlsx");

        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("有 26 行需要更正", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(20, page.QuerySelectorAll("section[aria-labelledby=problems] tbody tr").Length);
        Assert.Empty(await site.ListsOfAsync(place));
        Assert.Equal(0, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<PaymentRequest>().CountAsync(request => request.Parts.Any(part => part.FundSlug == place.Fund))));

        var address = page.QuerySelector("a[href*='/uploads/'][href$=xlsx]")!.GetAttribute("href")!;
        await other.GetAsync(address);
        other.AssertStatus(HttpStatusCode.NotFound);
        var sheet = await ReadAsync(officer, address);
        Assert.Equal(40, sheet.Rows.Count);
        Assert.Equal("问题", sheet.Headings[^1]);
        Assert.Equal(InventedPeople.Identity(1), sheet.Rows[0].Cells[2]);
        Assert.Contains("开户行：此处未填。", sheet.Rows[0].Cells[^1], StringComparison.Ordinal);
        Assert.Contains("金额：", sheet.Rows[0].Cells[^1], StringComparison.Ordinal);
        Assert.Equal(string.Empty, sheet.Rows[30].Cells[^1]);
        Assert.All(sheet.Rows, row => Assert.Empty(row.Formulas));
        var csv = await officer.Http.GetStringAsync(address.Replace("xlsx", "csv", StringComparison.Ordinal));
        Assert.DoesNotContain(",=", csv, StringComparison.Ordinal);

        // The file with the reasons, corrected, goes in as it is.
        var corrected = await AidSteps.XlsxAsync(people.Select(person => person with { Amount = "500", Bank = "银行", Name = "张三" }));
        await officer.ImportAsync(place, corrected, 40, "20000", "名单.xlsx");
        officer.AssertStatus(HttpStatusCode.Found);
        await officer.GetAsync(address);
        officer.AssertStatus(HttpStatusCode.NotFound);
    }

    [Theory, OnEveryDatabase]
    public async Task Import_WithOtherControlTotals_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        var officer = await site.SignInAidOfficerAsync();
        var file = AidSteps.Csv(AidPerson.Of(1), AidPerson.Of(2));

        var people = await officer.ImportAsync(place, file, 3, "1000");
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("文件中有 2 人，不是 3 人", people.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("1000", people.QuerySelector("[name=Sum]")!.GetAttribute("value"));
        var sum = await officer.ImportAsync(place, file, 2, "1000.01");
        Assert.Contains("¥1,000.00，不是 ¥1,000.01", sum.Body!.TextContent, StringComparison.Ordinal);

        Assert.Empty(await site.ListsOfAsync(place));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfTheSameFileAgain_LeadsToTheFirstListUntilThatIsTakenBack(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync(allowsRepeats: true);
        var officer = await site.SignInAidOfficerAsync();
        var file = AidSteps.Csv(AidPerson.Of(1));

        await officer.ImportAsync(place, file, 1, "500");
        await officer.ImportAsync(place, file, 1, "500", "另一个名字.csv");

        Assert.Equal($"/manage/aid/{place.Slug}/lists/1", officer.Location);
        Assert.Single(await site.ListsOfAsync(place));
        Assert.Contains("此前已经导入", (await officer.OpenAsync(officer.Location!)).Body!.TextContent, StringComparison.Ordinal);
        await officer.ImportAsync(place, file, 1, "500", period: 2);
        Assert.Equal(2, (await site.ListsOfAsync(place)).Count);

        await officer.SubmitAsync(await officer.OpenAsync($"/manage/aid/{place.Slug}/lists/1"), "form[action$='/moves']", ("trigger", PaymentProcess.Cancel));
        officer.AssertStatus(HttpStatusCode.Found);
        await officer.ImportAsync(place, file, 1, "500");
        Assert.Equal([AidStanding.Ended, AidStanding.Asked, AidStanding.Asked], (await site.ListsOfAsync(place)).Select(list => list.Standing));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfSomebodyWhoIsInAnEarlierListOfThePeriod_FollowsTheProgramme(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (strict, lenient) = (await site.MakeAidProgrammeAsync(), await site.MakeAidProgrammeAsync(allowsRepeats: true));
        var officer = await site.SignInAidOfficerAsync();
        foreach (var place in (AidPlace[])[strict, lenient])
        {
            await officer.ImportAsync(place, AidSteps.Csv(AidPerson.Of(1), AidPerson.Of(2)), 2, "1000");
            officer.AssertStatus(HttpStatusCode.Found);
        }

        var again = AidSteps.Csv(AidPerson.Of(2) with { Card = InventedPeople.Card(9) }, AidPerson.Of(3));
        var page = await officer.ImportAsync(strict, again, 2, "1000");
        officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("此人已在同一期的第 1 号名单中", page.Body!.TextContent, StringComparison.Ordinal);
        await officer.ImportAsync(strict, again, 2, "1000", period: 2);
        officer.AssertStatus(HttpStatusCode.Found);

        await officer.ImportAsync(lenient, again, 2, "1000");
        officer.AssertStatus(HttpStatusCode.Found);
        Assert.Equal([0, 1], (await site.ListsOfAsync(lenient)).Select(list => list.Repeats));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfTheSamePeopleByTwoAtOnce_LetsOneIn(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        var officers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => site.SignInAidOfficerAsync()));

        await Task.WhenAll(officers.Select((officer, index) => officer.ImportAsync(
            place, AidSteps.Csv(Enumerable.Range(1, 300).Select(number => AidPerson.Of(number) with { Remark = $"第{index}份" })), 300, "150000")));

        Assert.Equal(1, officers.Count(officer => officer.Status == HttpStatusCode.Found));
        var list = Assert.Single(await site.ListsOfAsync(place));
        Assert.Equal(300, (await site.RecipientsOfAsync(list)).Count);
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfTheSameFileByTwoAtOnce_MakesOneList(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync(allowsRepeats: true);
        var officers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => site.SignInAidOfficerAsync()));
        var file = AidSteps.Csv(Enumerable.Range(1, 300).Select(number => AidPerson.Of(number)));

        await Task.WhenAll(officers.Select(officer => officer.ImportAsync(place, file, 300, "150000")));

        Assert.Single(await site.ListsOfAsync(place));
        Assert.All(officers, officer => Assert.Contains(officer.Status, (HttpStatusCode[])[HttpStatusCode.Found, HttpStatusCode.Conflict]));
    }

    /// <summary>The district's own list: 17,378 people and 27,189,500.00 yuan.</summary>
    [Theory, OnEveryDatabase]
    public async Task Import_OfTheDistrictsList_HasEverybodyAndTheExactSum(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync(limit: "5000");
        var officer = await site.SignInAidOfficerAsync();

        await officer.ImportAsync(place, AidSteps.Csv(DistrictList()), 17_378, "27,189,500.00");

        officer.AssertStatus(HttpStatusCode.Found);
        var list = Assert.Single(await site.ListsOfAsync(place));
        Assert.Equal((17_378, 27_189_500_00L), (list.People, list.AmountMinor));
        var (count, sum) = await site.InScopeAsync(async services =>
        {
            var lines = services.GetRequiredService<CharityDbContext>().Set<PaymentLine>().Where(line => line.RequestId == list.RequestId);
            return (await lines.CountAsync(), await lines.SumAsync(line => line.AmountMinor));
        });
        Assert.Equal((17_378, 27_189_500_00L), (count, sum));
    }

    [Theory, OnEveryDatabase]
    public async Task Import_BySomebodyElseOrIntoAClosedProgramme_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        var (officer, manager) = (await site.SignInAidOfficerAsync(), await site.SignInManagerAsync([place.Fund]));
        await manager.GetAsync($"/manage/aid/{place.Slug}");
        manager.AssertStatus(HttpStatusCode.Forbidden);

        await officer.SubmitAsync(await officer.OpenAsync($"/manage/aid/{place.Slug}/terms"), "form[action$='/terms']", ("IsOpen", "false"));
        officer.AssertStatus(HttpStatusCode.Found);

        Assert.Null((await officer.OpenAsync($"/manage/aid/{place.Slug}")).QuerySelector("form[action$='/lists']"));
    }

    [Theory, OnEveryDatabase]
    public async Task Upload_ThatNobodyCorrects_IsGoneAfterADay(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        var officer = await site.SignInAidOfficerAsync();
        await officer.ImportAsync(place, AidSteps.Csv(AidPerson.Of(1) with { Amount = "0" }), 1, "1");
        await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AidUpload>().ExecuteUpdateAsync(upload => upload.SetProperty(row => row.UploadedUtc, DateTime.UtcNow.AddHours(-25))));

        await site.InScopeAsync(async services =>
        {
            await services.GetRequiredService<CleanAidUploads>().CleanAsync(CancellationToken.None);
            return true;
        });

        Assert.False(await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AidUpload>().AnyAsync()));
    }

    [Fact]
    public async Task Sheet_WithLongNumbersInNumberCells_NamesTheirPlaces()
    {
        using var file = new MemoryStream();
        await XlsxTable.WriteAsync(
            file, Table.From("x", (decimal[])[110101199003078000m, 1_234.5m, 999_999_999_999_999m]).Number("a", value => value), CancellationToken.None);
        file.Position = 0;

        var sheet = SheetReader.Read(file, XlsxTable.ContentType, 10).Value;

        Assert.Equal([true, false, false], sheet.Rows.Select(row => row.LostDigits.Contains(0)));
    }

    /// <summary>Amounts from 1,000 to 2,500 yuan, the last one making the sum.</summary>
    internal static IEnumerable<AidPerson> DistrictList()
    {
        const int People = 17_378;
        const long Sum = 27_189_500_00;
        string[] areas = ["梅园社区", "听涛社区", "晚渡社区", "石桥社区", "新荷社区", "渚口社区", "芦湾村", ""];
        var rest = Sum;
        for (var number = 1; number <= People; number++)
        {
            // Those to come get the mean; what is over or under it here is evened out by the next.
            var mean = rest / (People - number + 1);
            var amount = number == People ? rest : number % 2 == 0 ? mean : (mean / 100_00 * 100_00) - (number % 7 * 10_00);
            rest -= amount;
            yield return AidPerson.Of(number, (amount / 100m).ToString("0.00", CultureInfo.InvariantCulture), areas[number % areas.Length]);
        }
    }

    private static async Task<Sheet> ReadAsync(Visitor visitor, string address)
    {
        using var file = new MemoryStream(await visitor.Http.GetByteArrayAsync(address));
        return SheetReader.Read(file, XlsxTable.ContentType, 1_000).Value;
    }

    private static Task<List<string>> StoredAsync(CharityApp site, string sql) => site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Database.SqlQueryRaw<string>(sql).ToListAsync());
}
