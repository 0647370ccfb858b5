using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Charity.Disbursements.Aid;
using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>What programs may read and do about payments: as much as the pages, by the same rules.</summary>
[Collection(nameof(PaymentSites))]
public sealed class PaymentsApiTests(SharedSites sites) : PaymentTests(sites)
{
    [Theory, OnEveryDatabase]
    public async Task Payouts_ByFund_AreTheSumsOfThePublicPage(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.PaidAsync(100_000);
        var name = await site.InScopeAsync(async services => (await services.GetRequiredService<Charity.Funds.Contracts.IFunds>().FindAsync(project.Funds[0], CancellationToken.None))!.Name.Zh);
        var http = site.Visit().Http;

        var answer = await http.GetAsync("/api/v1/payouts?by=fund");

        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var own = Assert.Single(body.GetProperty("items").EnumerateArray(), row => row.GetProperty("label").GetString() == name);
        Assert.Equal((100_000L, 50_000L, 5_000), (Minor(own, "receivedMinor"), Minor(own, "paidMinor"), own.GetProperty("rateHundredths").GetInt32()));
        Assert.Equal(("fund", "CNY"), (body.GetProperty("by").GetString(), body.GetProperty("currency").GetString()));
        Assert.Equal(Minor(body.GetProperty("total"), "paidMinor"), body.GetProperty("items").EnumerateArray().Sum(row => Minor(row, "paidMinor")));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/payouts?by=fund");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await http.SendAsync(again)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await http.GetAsync("/api/v1/payouts?by=nothing")).StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task Aid_InFigures_NamesNobody(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var place = await site.MakeAidProgrammeAsync();
        await (await site.SignInAidOfficerAsync()).ImportAsync(place, AidSteps.Csv(AidPerson.Of(1), AidPerson.Of(2, area: "梅园社区")), 2, "1000");
        var list = Assert.Single(await site.ListsOfAsync(place));
        var http = site.Visit().Http;
        Assert.Equal(0, (await ReadAsync(http, $"/api/v1/aid/{place.Slug}")).GetProperty("items").GetArrayLength());
        await (await site.SignInManagerAsync([place.Fund])).ApproveAsync(list.RequestId);
        await (await site.SignInManagerAsync([], "SecretaryGeneral")).ApproveAsync(list.RequestId);

        var text = await http.GetStringAsync($"/api/v1/aid/{place.Slug}");

        var programme = JsonDocument.Parse(text).RootElement;
        var row = Assert.Single(programme.GetProperty("items").EnumerateArray());
        Assert.Equal(("approved", 2, 100_000L), (row.GetProperty("state").GetString(), row.GetProperty("people").GetInt32(), Minor(row, "amountMinor")));
        Assert.Equal(100_000, programme.GetProperty("streets").EnumerateArray().Sum(street => Minor(street, "amountMinor")));
        Assert.DoesNotContain(InventedPeople.Name(1)[1..], text, StringComparison.Ordinal);
        Assert.Contains(place.Slug, (await ReadAsync(http, "/api/v1/aid")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("slug").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/v1/aid/none")).StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task Payments_WithoutTheRight_AreNotRead(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        var (nobody, resident, auditor) = (site.Visit(), await site.SignInAsync(await site.OpenAccountAsync("居民", ["Resident"])), await site.SignInAsync(await site.OpenAccountAsync("审计", ["Auditor"])));
        var other = (await site.StartFundedAsync(100_000)).Project.Organisation.Visitor;

        foreach (var path in (string[])["/api/v1/payments", $"/api/v1/payments/{payment.Id}", "/api/v1/payouts/unpaid"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Http.GetAsync(path)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await resident.Http.GetAsync(path)).StatusCode);
            var read = await auditor.Http.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
            Assert.True(read.Headers.CacheControl!.NoStore);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Http.GetAsync("/api/v1/my/payments")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Http.GetAsync($"/api/v1/my/payments/{payment.Id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Http.GetAsync($"/api/v1/my/instalments/{project.Instalments[1]}/payment")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(other, $"/api/v1/my/instalments/{project.Instalments[1]}/payment", new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(auditor, $"/api/v1/payments/{payment.Id}/approvals", new { version = 0, sha256 = payment.Sha256 })).Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Payment_AskedForAndApprovedByTwo_IsApproved(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(3_000_002);
        var owner = project.Project.Organisation.Visitor;
        var payable = await ReadAsync(owner.Http, $"/api/v1/my/instalments/{project.Instalments[0]}/payment");
        Assert.Equal((1_500_001L, true), (Minor(payable, "amountMinor"), payable.GetProperty("isPayable").GetBoolean()));
        Assert.Matches(@"^\**\d{4}$|\*", payable.GetProperty("account").GetString());

        // Sent again after a lost answer it is one request with one answer.
        var key = Guid.NewGuid().ToString();
        var (status, asked) = await PostAsync(owner, $"/api/v1/my/instalments/{project.Instalments[0]}/payment", new { remark = "请拨付" }, key);
        var (repeated, same) = await PostAsync(owner, $"/api/v1/my/instalments/{project.Instalments[0]}/payment", new { remark = "请拨付" }, key);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, asked.GetRawText()), (status, repeated, same.GetRawText()));
        var id = asked.GetProperty("payment").GetProperty("id").GetGuid();
        Assert.Equal(1, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<PaymentRequest>().CountAsync(request => request.SubjectId == project.Instalments[0])));

        foreach (var approved in (int[])[1, 2])
        {
            var manager = await site.SignInManagerAsync(project.Funds);
            var seen = await ReadAsync(manager.Http, $"/api/v1/payments/{id}");
            var (done, after) = await PostAsync(manager, $"/api/v1/payments/{id}/approvals", new { version = seen.GetProperty("version").GetInt32(), sha256 = seen.GetProperty("sha256").GetString() });
            Assert.Equal((HttpStatusCode.OK, approved), (done, after.GetProperty("payment").GetProperty("approved").GetInt32()));
            var (twice, problem) = await PostAsync(manager, $"/api/v1/payments/{id}/approvals", new { version = after.GetProperty("version").GetInt32(), sha256 = seen.GetProperty("sha256").GetString() });
            Assert.Equal(HttpStatusCode.Conflict, twice);
            Assert.NotNull(problem.GetProperty("code").GetString());
        }

        Assert.Equal("approved", (await ReadAsync(owner.Http, $"/api/v1/my/payments/{id}")).GetProperty("payment").GetProperty("state").GetString());
        Assert.Equal(PaymentProcess.Approved, (await site.ReadPaymentAsync(id)).State);
    }

    [Theory, OnEveryDatabase]
    public async Task Payment_ReturnedAskedAgainAndTakenBack_FollowsThePagesRules(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        var (owner, manager) = (project.Project.Organisation.Visitor, await site.SignInManagerAsync(project.Funds));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(manager, $"/api/v1/payments/{payment.Id}/moves", new { trigger = "return", version = 0 })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(manager, $"/api/v1/payments/{payment.Id}/moves", new { trigger = "return", version = 7, reason = "票据不全" })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync(manager, $"/api/v1/payments/{payment.Id}/approvals", new { version = 0, sha256 = new string('0', 64) })).Status);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(manager, $"/api/v1/payments/{payment.Id}/moves", new { trigger = "return", version = 0, reason = "票据不全" })).Status);

        var mine = await ReadAsync(owner.Http, $"/api/v1/my/payments/{payment.Id}");
        Assert.Equal(("returned", "票据不全"), (mine.GetProperty("payment").GetProperty("state").GetString(), mine.GetProperty("reason").GetString()));
        Assert.Contains(payment.Id, (await ReadAsync(owner.Http, "/api/v1/my/payments")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
        Assert.Contains(payment.Id, (await ReadAsync(manager.Http, "/api/v1/payments?state=returned")).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
        var again = await PostAsync(owner, $"/api/v1/my/payments/{payment.Id}/moves", new { trigger = "ask-again", version = mine.GetProperty("version").GetInt32(), remark = "已补齐" });
        Assert.Equal((HttpStatusCode.OK, "asked"), (again.Status, again.Body.GetProperty("payment").GetProperty("state").GetString()));
        var back = await PostAsync(owner, $"/api/v1/my/payments/{payment.Id}/moves", new { trigger = "cancel", version = again.Body.GetProperty("version").GetInt32() });
        Assert.Equal((HttpStatusCode.OK, "cancelled"), (back.Status, back.Body.GetProperty("payment").GetProperty("state").GetString()));
    }

    [Theory, OnEveryDatabase]
    public async Task Approval_WithoutSecondFactor_IsRefused(DatabaseKind database)
    {
        var site = await OnAsync(database);
        var project = await site.StartFundedAsync(100_000);
        var payment = await project.AskAsync(site);
        var user = await site.OpenAccountAsync("基金管理人", ["FundManager"]);
        await site.EntrustAsync(user, project.Funds);

        var (status, problem) = await PostAsync(await site.SignInAsync(user), $"/api/v1/payments/{payment.Id}/approvals", new { version = 0, sha256 = payment.Sha256 });

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("second_factor", problem.GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Empty((await site.ReadPaymentAsync(payment.Id)).Approvals);
    }

    private static long Minor(JsonElement body, string name) => body.GetProperty(name).GetInt64();

    private static async Task<JsonElement> ReadAsync(HttpClient http, string path) => await http.GetFromJsonAsync<JsonElement>(path);

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(Visitor visitor, string path, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        var answer = await visitor.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
