using System.Text;
using Charity.BrowserTests.Support;
using Charity.Disbursements.Requests;
using Charity.Tests.Disbursements;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures.Projects;
using Charity.Users.Accounts;
using Charity.Ventures.Projects;
using Microsoft.Playwright;

namespace Charity.BrowserTests;

/// <summary>
/// Money on its way to a project, each person at their own window: the organisation asks on a phone, two managers approve on theirs, the cashier and a
/// second person pay at a desk, the auditor and a resident see where it went. In Chinese, with nothing for axe to find on any page they come to.
/// </summary>
public sealed class PaymentJourneyTests(BrowserSite site) : IClassFixture<BrowserSite>
{
    private const int Phone = 390;
    private const int Desk = 1280;

    [Fact]
    public async Task Payment_FromTheDueInstalmentToTheBooks_GoesWellForEverybody()
    {
        Chromium.Demand();
        var app = site.App;
        var found = new List<string>();

        // Half of it is the first instalment: 20,000 yuan need two who approve.
        var project = await app.StartFundedAsync(4_000_000);
        await AskAsync(project, found);
        foreach (var name in (string[])["管理人甲", "管理人乙"])
        {
            await ApproveAsync(app, project, name, found);
        }

        await PayAsync(app, found);
        Assert.Equal(InstalmentProcess.Paid, (await app.ReadProjectAsync(project.Project.Slug)).Instalments[0].State);
        await AuditAsync(app, project, found);

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private async Task AskAsync(FundedProject project, List<string> found)
    {
        await using var lin = await AsAsync(project.Project.Organisation.Owner, Phone);
        await lin.OpenAsync(project.Project.Workspace);
        await lin.PressAsync("a[href*='/instalments/'][href$='/payment']");
        await lin.FillAsync("#Remark", "首期款，用于三月的入户服务");
        await lin.PressAsync("main form button.button-primary");
        Assert.Contains("20,000.00", await lin.ReadAsync(), StringComparison.Ordinal);
        await lin.OpenAsync("/workspace/payments");
        found.AddRange(lin.Found);
    }

    private async Task ApproveAsync(CharityApp app, FundedProject project, string name, List<string> found)
    {
        var user = await app.OpenAccountAsync(name, ["FundManager"]);
        await app.EntrustAsync(user, project.Funds);
        await using var manager = await AsAsync(user, Phone, await EnrolAsync(app, user));
        await manager.OpenAsync("/manage/payments");
        await manager.PressAsync("main table th a");
        await manager.PressAsync("form[action$='/approval'] button");
        Assert.Contains(name, await manager.ReadAsync(), StringComparison.Ordinal);
        found.AddRange(manager.Found);
    }

    private async Task PayAsync(CharityApp app, List<string> found)
    {
        var (cashierUser, secondUser) = (await app.OpenAccountAsync("出纳", ["Cashier"]), await app.OpenAccountAsync("财务", ["Finance"]));
        await using var cashier = await AsAsync(cashierUser, Desk, await EnrolAsync(app, cashierUser));
        await using var second = await AsAsync(secondUser, Desk, await EnrolAsync(app, secondUser));
        await cashier.OpenAsync("/manage/batches");
        await cashier.CheckAsync("[name=Payments]");
        await cashier.PressAsync("form[action='/manage/batches'] button.button-primary");
        var batch = Guid.Parse(cashier.Path.Split('/')[^1]);

        await second.OpenAsync($"/manage/batches/{batch}");
        await second.PressAsync("form[action$='/moves'] button[value=confirm]");
        await second.PressAsync("form[action$='/moves'] button[value=send]");
        await cashier.OpenAsync($"/manage/batches/{batch}");
        var file = await cashier.Page.RunAndWaitForDownloadAsync(() => cashier.Page.Locator("form[action$='/file'] button").ClickAsync());
        Assert.EndsWith(".csv", file.SuggestedFilename, StringComparison.Ordinal);
        await cashier.Page.Locator("#File").SetInputFilesAsync(new FilePayload { Name = "回盘.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(await app.AnswerOfAsync(batch, "成功")) });
        await cashier.PressAsync("form[action$='/answers'] button");
        Assert.Contains("已拨付", await cashier.ReadAsync(), StringComparison.Ordinal);
        found.AddRange(cashier.Found);
        found.AddRange(second.Found);
    }

    private async Task AuditAsync(CharityApp app, FundedProject project, List<string> found)
    {
        await using var auditor = await AsAsync(await app.OpenAccountAsync("审计", ["Auditor"]), Desk);
        await auditor.OpenAsync($"/manage/payments?state={PaymentProcess.Paid}");
        await auditor.PressAsync("main table th a");
        await auditor.OpenAsync("/manage/tracking");
        Assert.Contains("20,000.00", await auditor.ReadAsync(), StringComparison.Ordinal);
        await auditor.OpenAsync("/manage/tracking/unpaid");
        await auditor.OpenAsync("/manage/returns");
        await using var resident = new Person(await site.OpenWindowAsync("zh-CN", Phone));
        await resident.OpenAsync("/transparency/payouts");
        await resident.OpenAsync($"/transparency/ledger?fund={project.Funds[0]}");
        Assert.Contains("20,000.00", await resident.ReadAsync(), StringComparison.Ordinal);
        found.AddRange(auditor.Found);
        found.AddRange(resident.Found);
    }

    /// <summary>The second factor is set up once in a life; how is tested elsewhere.</summary>
    private static async Task<Authenticator> EnrolAsync(CharityApp app, User user) => (await (await app.SignInAsync(user)).EnrolAsync()).App;

    private async Task<Person> AsAsync(User user, int width, Authenticator? authenticator = null)
    {
        var person = new Person(await site.OpenWindowAsync("zh-CN", width));
        await person.SignInAsync(user, authenticator);
        return person;
    }
}
