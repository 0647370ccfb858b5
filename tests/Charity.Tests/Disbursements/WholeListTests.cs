using System.Globalization;
using System.Net;
using System.Text;
using Charity.Disbursements.Aid;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Platform.Exports;
using Charity.Platform.Imports;
using Charity.Platform.Text;
using Charity.Tests.Donations;
using Charity.Tests.Support;
using Charity.Tests.Users;

namespace Charity.Tests.Disbursements;

/// <summary>The district's own list, 17,378 people and 27,189,500.00 yuan, from the file that is imported to the last yuan at the bank.</summary>
public sealed class WholeListTests
{
    private const int People = 17_378;
    private const int EachFailing = 430;
    private const int Failing = People / EachFailing;
    private const long SumMinor = 27_189_500_00;
    private const long FundMinor = 30_000_000_00;

    [Theory, OnEveryDatabase]
    public async Task List_OfTheDistrict_IsPaidToTheLastYuan(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var place = await site.MakeAidProgrammeAsync(FundMinor);
        var officer = await site.SignInAidOfficerAsync();
        await officer.ImportAsync(place, AidSteps.Csv(AidImportTests.DistrictList()), People, "27,189,500.00");
        officer.AssertStatus(HttpStatusCode.Found);
        var payment = Assert.Single(await site.ListsOfAsync(place)).RequestId;

        await (await site.SignInManagerAsync([place.Fund])).ApproveAsync(payment);
        Assert.Equal(PaymentProcess.Asked, (await site.ReadPaymentAsync(payment)).State);
        await (await site.SignInManagerAsync([], "SecretaryGeneral")).ApproveAsync(payment);
        Assert.Equal(PaymentProcess.Approved, (await site.ReadPaymentAsync(payment)).State);
        Assert.Equal([FundMinor - SumMinor], await site.FreeAsync([AccountCodes.FundAvailable(place.Fund)]));

        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);
        AssertFollowsTheList(await cashier.DownloadAsync(batch));

        var transfers = await site.ReadTransfersAsync(batch);
        var answer = AnswerOf(transfers, number => number % EachFailing == 0);
        await cashier.AnswerAsync(batch, answer);
        cashier.AssertStatus(HttpStatusCode.Found);

        var failed = transfers.Where(transfer => transfer.Line.Number % EachFailing == 0).ToList();
        var failedMinor = failed.Sum(transfer => transfer.Line.AmountMinor);
        Assert.Equal(Failing, failed.Count);
        await AssertStandsAsync(site, place, AidStanding.Approved, People - Failing, SumMinor - failedMinor, Failing);

        // The same answer again is nothing new; what failed is collected alone.
        await cashier.AnswerAsync(batch, answer);
        var retry = await cashier.CollectAsync(site, payment);
        var retried = await site.ReadTransfersAsync(retry);
        Assert.Equal(failed.Select(transfer => transfer.Line.Number), retried.Select(transfer => transfer.Line.Number));
        await second.ReleaseAsync(retry);
        await cashier.AnswerAsync(retry, AnswerOf(retried, _ => false));
        cashier.AssertStatus(HttpStatusCode.Found);

        await AssertStandsAsync(site, place, AidStanding.Paid, People, SumMinor, 0);
        Assert.DoesNotContain((await cashier.OpenAsync("/manage/batches")).QuerySelectorAll("[name=Payments]"), box => box.GetAttribute("value") == payment.ToString());
        Assert.Equal([FundMinor - SumMinor], await site.FreeAsync([AccountCodes.FundAvailable(place.Fund)]));
        await site.AssertBooksAreRightAsync();
    }

    private static void AssertFollowsTheList(byte[] file)
    {
        using var content = new MemoryStream(file);
        var rows = SheetReader.Read(content, CsvTable.ContentType, People).Value.Rows;
        Assert.Equal(Enumerable.Range(1, People).Select(number => (InventedPeople.Name(number), InventedPeople.Card(number))), rows.Select(row => (row.Cells[2], row.Cells[3])));
        Assert.Equal(SumMinor / 100m, rows.Sum(row => decimal.Parse(row.Cells[5], CultureInfo.InvariantCulture)));
    }

    /// <summary>Counters of the list and its areas, of the request, and the books all say the same.</summary>
    private static async Task AssertStandsAsync(CharityApp site, AidPlace place, AidStanding standing, int paidPeople, long paidMinor, int refused)
    {
        var list = Assert.Single(await site.ListsOfAsync(place));
        Assert.Equal((standing, paidPeople, paidMinor, refused), (list.Standing, list.PaidPeople, list.PaidMinor, list.RefusedPeople));
        Assert.Equal((paidPeople, paidMinor), (list.Areas.Sum(area => area.PaidPeople), list.Areas.Sum(area => area.PaidMinor)));
        var payment = await site.ReadPaymentAsync(list.RequestId);
        Assert.Equal((standing == AidStanding.Paid ? PaymentProcess.Paid : PaymentProcess.Paying, paidMinor), (payment.State, payment.PaidMinor));
        Assert.Equal([SumMinor - paidMinor], await site.FreeAsync([AccountCodes.FundCommitted(place.Fund, $"payment-{payment.Code}")]));
    }

    private static string AnswerOf(IReadOnlyList<BatchTransfer> transfers, Func<int, bool> fails)
    {
        var rows = new StringBuilder("业务参考号,金额,处理结果,失败原因,银行流水号,记账日期");
        foreach (var (sent, line) in transfers)
        {
            rows.Append(CultureInfo.InvariantCulture, $"\r\n{sent.EndToEndId},{Money.ToMajor(sent.AmountMinor, line.Currency)},{(fails(line.Number) ? "失败,户名不符" : "成功,")},,2026-11-23");
        }

        return rows.ToString();
    }
}
