using System.Globalization;
using System.Net;
using System.Text;
using Charity.Disbursements;
using Charity.Disbursements.Aid;
using Charity.Disbursements.Approvals;
using Charity.Disbursements.Banks;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Exports;
using Charity.Platform.Imports;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Tests.Donations;
using Charity.Tests.Organisations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Tests.Ventures.Projects;
using Charity.Users.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Everybody at once, settings that are wrong, money that is gone, files from somewhere else: refused in words, or done exactly once.</summary>
[Collection(nameof(PaymentSites))]
public sealed class BadDaysTests(SharedSites sites) : PaymentTests(sites)
{
    private const int Crowd = 5;

    [Theory, OnEveryDatabase]
    public async Task Approve_ByManyAtOnceAndTwiceEach_CountsExactlyTheRulesPeople(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(40_000_00);
        var payment = await project.AskAsync(site);
        Assert.Equal(2, payment.Rule.Steps.Count);
        var managers = new List<Visitor>();
        for (var index = 0; index < Crowd; index++)
        {
            managers.Add(await site.SignInManagerAsync(project.Funds));
        }

        for (var round = 0; round < 3; round++)
        {
            var seen = await site.ReadPaymentAsync(payment.Id);
            await Task.WhenAll(managers.Concat(managers).Select(manager => manager.PostPastThePageAsync(
                $"/manage/payments/{payment.Id}/approval", ("version", seen.Version.ToString(CultureInfo.InvariantCulture)), ("sha256", seen.Sha256))));
            Assert.All(managers, manager => Assert.Contains(manager.Status, (HttpStatusCode[])[HttpStatusCode.Found, HttpStatusCode.Conflict]));
        }

        var approved = await site.ReadPaymentAsync(payment.Id);
        Assert.Equal((PaymentProcess.Approved, 2), (approved.State, approved.Approvals.Count));
        Assert.Equal(2, approved.Approvals.Select(approval => approval.ById).Distinct().Count());
    }

    [Theory, OnEveryDatabase]
    public async Task Batch_ConfirmedSentAndAnsweredByManyAtOnce_PaysOnce(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(60_000, 40_000);
        var payment = await site.ApprovedAsync(project);
        var collector = await site.SignInCashierAsync();
        var cashiers = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => site.SignInCashierAsync()));
        var batch = await collector.CollectAsync(site, payment);

        foreach (var trigger in (string[])[BatchProcess.Confirm, BatchProcess.Send])
        {
            var seen = await site.ReadBatchAsync(batch);
            await Task.WhenAll(cashiers.Select(cashier => cashier.PostPastThePageAsync(
                $"/manage/batches/{batch}/moves", ("trigger", trigger), ("version", seen.Version.ToString(CultureInfo.InvariantCulture)), ("sha256", seen.FileSha256))));
            Assert.Equal(1, cashiers.Count(cashier => cashier.Status == HttpStatusCode.Found));
        }

        var answer = await site.AnswerOfAsync(batch, "成功");
        await Task.WhenAll(cashiers.Select(cashier => cashier.AnswerAsync(batch, answer)));

        Assert.All(cashiers, cashier => cashier.AssertStatus(HttpStatusCode.Found));
        Assert.Equal((PaymentProcess.Paid, 50_000L), ((await site.ReadPaymentAsync(payment)).State, (await site.ReadPaymentAsync(payment)).PaidMinor));
        Assert.Equal([30_000L, 20_000L], await site.CommittedAsync(project));
    }

    [Theory, OnEveryDatabase]
    public async Task Aid_OfAFundThatWasEmptiedMeanwhile_IsNotApprovedUntilTheMoneyIsThere(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var (place, other) = (await site.MakeAidProgrammeAsync(1_000_00), await site.MakeAidProgrammeAsync());
        var officer = await site.SignInAidOfficerAsync();
        await officer.ImportAsync(place, AidSteps.Csv(AidPerson.Of(1), AidPerson.Of(2)), 2, "1000");
        var payment = Assert.Single(await site.ListsOfAsync(place)).RequestId;
        await (await site.SignInManagerAsync([place.Fund])).ApproveAsync(payment);
        await GiveAsync(site, place.Fund, other.Fund, 1);

        var secretary = await site.SignInManagerAsync([], "SecretaryGeneral");
        await secretary.ApproveAsync(payment);
        secretary.AssertStatus(HttpStatusCode.Conflict);
        Assert.Equal((PaymentProcess.Asked, 1), ((await site.ReadPaymentAsync(payment)).State, (await site.ReadPaymentAsync(payment)).Standing.Count()));

        await GiveAsync(site, other.Fund, place.Fund, 1);
        await secretary.ApproveAsync(payment);
        Assert.Equal(PaymentProcess.Approved, (await site.ReadPaymentAsync(payment)).State);
        Assert.Equal([0L], await site.FreeAsync([AccountCodes.FundAvailable(place.Fund)]));
    }

    [Theory, OnEveryDatabase]
    public async Task Ask_WhereNoRuleTakesTheAmount_IsRefusedAndWritesNothing(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var (project, place) = (await site.StartFundedAsync(100_000), await site.MakeAidProgrammeAsync());
        var officer = await site.SignInAidOfficerAsync();
        foreach (var tiers in (IReadOnlyList<ApprovalTier>[])[[], [new ApprovalTier(499_99, [new(Permissions.ApprovePayments)])], [new ApprovalTier(null, [])]])
        {
            await site.InUnitAsync(async services =>
            {
                await services.GetRequiredService<ISettingsStore>().SetAsync(new ApprovalSettings { Tiers = tiers }, CancellationToken.None);
                return true;
            });
            var owner = project.Project.Organisation.Visitor;
            var page = await owner.SubmitAsync(await owner.OpenAsync($"/workspace/instalments/{project.Instalments[0]}/payment"), "form[action$='/payment']");
            Assert.Contains("尚未", page.Body!.TextContent, StringComparison.Ordinal);
            Assert.NotEqual(HttpStatusCode.Found, owner.Status);
            await officer.ImportAsync(place, AidSteps.Csv(AidPerson.Of(1)), 1, "500");
            Assert.NotEqual(HttpStatusCode.Found, officer.Status);
        }

        Assert.False(await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<PaymentRequest>().AnyAsync()));
        Assert.Empty(await site.ListsOfAsync(place));
    }

    [Theory, OnEveryDatabase]
    public async Task Approve_BySomebodyWhoLostTheRightMeanwhile_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        var user = await site.OpenAccountAsync("将调离的人", ["FundManager"]);
        await site.InUnitAsync(services =>
        {
            services.GetRequiredService<CharityDbContext>().Add(new UserScope { UserId = user.Id, Kind = ScopeKind.Fund, Code = project.Funds[0] });
            return Task.FromResult(true);
        });
        var manager = await site.SignInAsync(user);
        await manager.EnrolAsync();
        var page = await manager.OpenAsync($"/manage/payments/{payment.Id}");
        await site.InUnitAsync(async services =>
        {
            await services.GetRequiredService<AccountRoles>().SetAsync(user.Id, [], CancellationToken.None);
            return true;
        });

        await manager.SubmitAsync(page, "form[action$='/approval']");

        var read = await site.ReadPaymentAsync(payment.Id);
        Assert.Equal((PaymentProcess.Asked, 0), (read.State, read.Approvals.Count));
    }

    /// <summary>Up to a tier's limit the tier is the lower one, a fen above it the next.</summary>
    [Theory, OnEveryDatabase]
    public async Task Ask_AtEveryTiersEdge_NeedsThePeopleOfItsTier(DatabaseKind database)
    {
        var site = await OnAsync(database);
        foreach (var (amount, people) in ((long, int)[])[(10_000_00, 1), (10_000_01, 2), (100_000_00, 2), (100_000_01, 3)])
        {
            var project = await site.StartFundedAsync(amount * 2);
            var payment = await project.AskAsync(site);
            Assert.Equal((amount, people), (payment.AmountMinor, payment.Rule.Steps.Count));
            var manager = await site.SignInManagerAsync(project.Funds);
            await manager.ApproveAsync(payment.Id);
            Assert.Equal(people == 1 ? PaymentProcess.Approved : PaymentProcess.Asked, (await site.ReadPaymentAsync(payment.Id)).State);
            for (var step = 2; step <= people; step++)
            {
                await (step == 3 ? await site.SignInManagerAsync([], "SecretaryGeneral") : await site.SignInManagerAsync(project.Funds)).ApproveAsync(payment.Id);
            }

            Assert.Equal((PaymentProcess.Approved, people), ((await site.ReadPaymentAsync(payment.Id)).State, (await site.ReadPaymentAsync(payment.Id)).Approvals.Count));
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Answer_OfTwoHundredThousandLines_IsRefusedInWords(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var payment = await site.ApprovedAsync(await site.StartFundedAsync(100_000));
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, payment);
        await second.ReleaseAsync(batch);
        foreach (var (lines, says) in ((int, string)[])[(200_000, "200000"), (200_001, "200000")])
        {
            var text = new StringBuilder("业务参考号,金额,处理结果");
            for (var line = 0; line < lines; line++)
            {
                text.Append(CultureInfo.InvariantCulture, $"\r\n{line:x32},1.00,成功");
            }

            var page = await cashier.AnswerAsync(batch, text.ToString());

            cashier.AssertStatus(HttpStatusCode.UnprocessableEntity);
            Assert.Contains(says, page.QuerySelector(".error-summary")!.TextContent.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Equal(PaymentProcess.Paying, (await site.ReadPaymentAsync(payment)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Import_OfTwoHundredThousandPeople_IsRefusedInWords(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        var officer = await site.SignInAidOfficerAsync();

        // Every person is the same, so every row but the first says that.
        var row = "," + string.Join(',', AidPerson.Of(1) is var person ? (string[])[person.Name, person.Identity, person.Bank, person.Card, person.Amount] : []);
        foreach (var rows in (int[])[200_000, 200_001])
        {
            var page = await officer.ImportAsync(place, Encoding.UTF8.GetBytes(AidSteps.Headings + string.Concat(Enumerable.Repeat("\r\n" + row, rows))), rows, "1");
            officer.AssertStatus(HttpStatusCode.UnprocessableEntity);
            Assert.NotEmpty(page.Body!.TextContent);
        }

        Assert.Empty(await site.ListsOfAsync(place));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+1+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1")]
    public async Task BankFile_WithNamesThatCouldBeFormulas_HoldsNone(string name)
    {
        var file = await BankFile.WriteAsync(Terms("batch-csv"), Batch(), new DateOnly(2026, 11, 23), [new Transfer(1, "a1", name, "6222000000000000", name, 500_00, name)], CancellationToken.None);

        Assert.DoesNotMatch("(?m)(^|,)\"?[=+@＝＋＠-]", Encoding.UTF8.GetString(file));
        using var content = new MemoryStream(file);
        var cells = SheetReader.Read(content, CsvTable.ContentType, 10).Value.Rows.Single().Cells;
        Assert.Equal((name, name), (cells[2], cells[4]));
    }

    /// <summary>Names with rare characters (GB 18030's supplementary planes) are cut between characters, never within one.</summary>
    [Fact]
    public async Task BankFile_WithARareCharacterWhereTheTextIsCut_IsWhole()
    {
        var text = new string('某', 139) + "𠮷" + "某";

        var file = await BankFile.WriteAsync(Terms("pain001"), Batch(), new DateOnly(2026, 11, 23), [new Transfer(1, "a1", text, "6222000000000000", text, 500_00, text)], CancellationToken.None);

        using var content = new MemoryStream(file);
        var document = System.Xml.Linq.XDocument.Load(content);
        Assert.Contains(new string('某', 139), document.Descendants().Where(element => element.Name.LocalName == "Ustrd").Select(element => element.Value));
    }

    private static BankTerms Terms(string layout) => new(new BankSettings().Find(layout)!, new PayingAccount("湖湾区慈善会", "320501615436", "湖湾农商行"));

    private static PaymentBatch Batch()
    {
        var now = TimeProvider.System.GetUtcNow();
        var asked = PaymentRequest.Ask(
            new PaymentDraft(
                PaymentKind.Aid, Guid.NewGuid(), null, null, null, new LocalizedText("测试"), "一人", Money.Yuan, [new PartDraft("f", "fund:f:available", null, 500_00, null)],
                [new Payee("张三", "银行", "1", "f", 500_00)], new ApprovalRule([new ApprovalStep("x")])),
            2026, 1, Guid.NewGuid(), "某人", string.Empty, 30, now);
        return PaymentBatch.Collect(2026, 1, Terms("batch-csv"), asked.Lines, Guid.NewGuid(), "出纳", now);
    }

    /// <summary>Moves money from fund to fund.</summary>
    private static Task GiveAsync(CharityApp site, string from, string to, long amountMinor) => site.InUnitAsync(async services =>
    {
        Assert.Null((await services.GetRequiredService<ILedger>().PostAsync(
            [new EntryDraft(Guid.CreateVersion7(), EntryKinds.Match, "match:test", services.GetRequiredService<SiteTime>().Today, [new PostingDraft(AccountCodes.FundAvailable(from), AccountCodes.FundAvailable(to), amountMinor)])],
            CancellationToken.None)).Failure);
        return true;
    });
}
