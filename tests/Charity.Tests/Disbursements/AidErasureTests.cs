using Charity.Disbursements.Aid;
using Charity.Disbursements.Batches;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>When a list's time in the archive is over: its numbers go, and what was approved and paid can still be shown to be what it was.</summary>
public sealed class AidErasureTests
{
    [Theory, OnEveryDatabase]
    public async Task Numbers_OfAPaidList_GoAfterTheYearsOfTheArchive(DatabaseKind database)
    {
        var clock = new MovedClock();
        await using var site = await CharityApp.StartAsync(database, services: services => services.AddSingleton<TimeProvider>(clock));
        var place = await site.MakeAidProgrammeAsync();
        var officer = await site.SignInAidOfficerAsync();
        await officer.ImportAsync(place, AidSteps.Csv(AidPerson.Of(1), AidPerson.Of(2)), 2, "1000");
        await officer.ImportAsync(place, AidSteps.Csv(AidPerson.Of(3)), 1, "500");
        var lists = await site.ListsOfAsync(place);
        var code = await site.InScopeAsync(async services => services.GetRequiredService<AidCodes>().Shown((await site.RecipientsOfAsync(lists[0]))[0].Id));
        await (await site.SignInManagerAsync([place.Fund])).ApproveAsync(lists[0].RequestId);
        await (await site.SignInManagerAsync([], "SecretaryGeneral")).ApproveAsync(lists[0].RequestId);
        var (cashier, second) = (await site.SignInCashierAsync(), await site.SignInCashierAsync());
        var batch = await cashier.CollectAsync(site, lists[0].RequestId);
        await second.ReleaseAsync(batch);
        await cashier.AnswerAsync(batch, await site.AnswerOfAsync(batch, "成功"));

        // The last day of the tenth year after the payment's: nothing goes.
        clock.MoveTo(new DateTime(clock.GetUtcNow().Year + 10, 12, 31, 12, 0, 0, DateTimeKind.Utc));
        await EraseAsync(site);
        Assert.All(await NumbersAsync(site, lists[0]), number => Assert.NotEqual(string.Empty, number));
        clock.Advance(TimeSpan.FromDays(1));
        await EraseAsync(site);
        await EraseAsync(site);

        Assert.All(await NumbersAsync(site, lists[0]), number => Assert.Equal(string.Empty, number));
        Assert.All(await NumbersAsync(site, lists[1]), number => Assert.NotEqual(string.Empty, number));
        Assert.Equal(1, await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().CountAsync(entry => entry.Action == "PersonalData.NumbersErased")));
        Assert.Empty(await site.InScopeAsync(services => services.GetRequiredService<IAttachments>().ListAsync(BatchPapers.Of(batch), CancellationToken.None)));

        // The hash of what was approved holds, and so does everything that is verified.
        var payment = await site.ReadPaymentAsync(lists[0].RequestId);
        Assert.Equal(payment.LinesSha256, await site.InScopeAsync(services => services.GetRequiredService<PaymentLines>().HashAsync(payment.Id, CancellationToken.None)));
        var (exitCode, output) = await site.RunAsync("verify");
        Assert.True(exitCode == 0, output);

        var visitor = site.Visit();
        var answer = (await visitor.SubmitAsync(await visitor.OpenAsync("/aid"), "form[action='/aid']", ("Code", code), ("LastFour", InventedPeople.Identity(1)[^4..]))).Body!.TextContent;
        Assert.Contains("已过保管期限", answer, StringComparison.Ordinal);
        Assert.Contains("¥500.00", answer, StringComparison.Ordinal);
        Assert.Contains(InventedPeople.Name(1)[..1] + "**", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(InventedPeople.Name(1), (await visitor.OpenAsync($"/aid/{place.Slug}/1")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Codes_OfAnErasedList_AreHandedOutNoMore(DatabaseKind database)
    {
        var clock = new MovedClock();
        await using var site = await CharityApp.StartAsync(database, services: services => services.AddSingleton<TimeProvider>(clock));
        var place = await site.MakeAidProgrammeAsync();
        await (await site.SignInAidOfficerAsync()).ImportAsync(place, AidSteps.Csv(AidPerson.Of(1)), 1, "500");
        var list = Assert.Single(await site.ListsOfAsync(place));
        await site.TurnThePaymentClockAsync();
        clock.Advance(TimeSpan.FromDays(40));
        await site.TurnThePaymentClockAsync();
        Assert.Equal(AidStanding.Ended, Assert.Single(await site.ListsOfAsync(place)).Standing);

        clock.Advance(TimeSpan.FromDays(366 * 11));
        await EraseAsync(site);

        Assert.NotNull(Assert.Single(await site.ListsOfAsync(place)).ErasedUtc);
        Assert.All(await NumbersAsync(site, list), number => Assert.Equal(string.Empty, number));
        Assert.Equal("list_erased", (await site.SendAsync(new ExportAidCodes(place.Slug, 1))).Failure?.Code);
    }

    private static Task EraseAsync(CharityApp site) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<EraseAidNumbers>().EraseAsync(CancellationToken.None);
        return true;
    });

    /// <summary>Identity and account numbers of everybody on the list; empty where one was erased.</summary>
    private static Task<List<string>> NumbersAsync(CharityApp site, AidList list) => site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var people = await db.Set<AidRecipient>().AsNoTracking().Where(recipient => recipient.ListId == list.Id).Select(recipient => recipient.IdentityNumber).ToListAsync();
        var lines = await db.Set<PaymentLine>().AsNoTracking().Where(line => line.RequestId == list.RequestId).Select(line => line.PayeeNumber).ToListAsync();
        return people.ConvertAll(number => number ?? string.Empty).Concat(lines).ToList();
    });
}
