using System.Globalization;
using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Tests.Donations;
using Charity.Tests.Support;
using Charity.Tests.Users;
using Charity.Tests.Ventures;
using Charity.Users.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>
/// The site is killed in the middle of every step of a batch: while it is collected, confirmed, released and answered. Whoever saw nothing looks at what
/// became of it and goes on from there. In the end everybody of the list was paid exactly once.
/// </summary>
public sealed class PaymentCrashTests
{
    private const int People = 3_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory, OnEveryDatabase]
    public async Task Kill_InEveryStepOfABatch_PaysEverybodyOnce(DatabaseKind kind)
    {
        var (database, directory) = await PreparedSites.CopyAsync(kind, PreparedSites.TestRecipe);
        await using var owned = database;
        Guid payment;
        AidPlace place;
        User first, other;
        await using (var site = await CharityApp.StartOnAsync(database, directory, ownsData: false))
        {
            (place, payment) = await ApprovedListAsync(site);
            (first, other) = (await site.OpenAccountAsync("出纳甲", ["Finance"]), await site.OpenAccountAsync("出纳乙", ["Finance"]));
        }

        await using var watch = await CharityApp.StartOnAsync(database, directory, ownsData: false);
        var port = SiteProcess.FreePort();
        Visitor cashier, second;
        await using (var site = await StartAsync(database, directory, port))
        {
            (cashier, second) = (new Visitor(site.Address, "zh-CN"), new Visitor(site.Address, "zh-CN"));
            await cashier.SignInAsync(first.Email!, Users.People.Password);
            await cashier.EnrolAsync();
            await second.SignInAsync(other.Email!, Users.People.Password);
            await second.EnrolAsync();
            await KillSoonAsync(site, CollectAsync(cashier, payment), 60);
        }

        for (var (round, delay) = (0, 200); await StateAsync(watch, payment) is var (batch, state) && state != BatchProcess.Answered; round++, delay = delay * 3 / 2)
        {
            Assert.True(round < 40, $"The batch is still {state}.");
            await using var site = await StartAsync(database, directory, port);
            var step = state switch
            {
                BatchProcess.Made => second.MoveBatchAsync(batch, BatchProcess.Confirm),
                BatchProcess.Confirmed => second.MoveBatchAsync(batch, BatchProcess.Send),
                BatchProcess.Sent => AnswerAsync(watch, cashier, batch),
                _ => CollectAsync(cashier, payment),
            };
            await KillSoonAsync(site, step, delay);
        }

        await using var recovered = await StartAsync(database, directory, port);
        var batches = await watch.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<PaymentBatch>().AsNoTracking().ToListAsync());
        Assert.Equal(BatchProcess.Answered, Assert.Single(batches).State);
        Assert.All(await watch.ReadTransfersAsync(batches[0].Id), transfer => Assert.NotNull(transfer.Line.PaidUtc));
        var read = await watch.ReadPaymentAsync(payment);
        Assert.Equal((PaymentProcess.Paid, People * 500_00L), (read.State, read.PaidMinor));
        Assert.Equal([0L], await watch.FreeAsync([AccountCodes.FundCommitted(place.Fund, $"payment-{read.Code}")]));
        await watch.AssertBooksAreRightAsync();
    }

    private static async Task<(AidPlace Place, Guid Payment)> ApprovedListAsync(CharityApp site)
    {
        var place = await site.MakeAidProgrammeAsync(People * 500_00L);
        await (await site.SignInAidOfficerAsync()).ImportAsync(place, AidSteps.Csv(Enumerable.Range(1, People).Select(number => AidPerson.Of(number))), People, (People * 500).ToString(CultureInfo.InvariantCulture));
        var payment = Assert.Single(await site.ListsOfAsync(place)).RequestId;
        await (await site.SignInManagerAsync([place.Fund])).ApproveAsync(payment);
        await (await site.SignInManagerAsync([], "SecretaryGeneral")).ApproveAsync(payment);
        return (place, payment);
    }

    private static Task CollectAsync(Visitor cashier, Guid payment) => cashier.PostPastThePageAsync("/manage/batches", ("Payments", payment.ToString()), ("Layout", "batch-csv"));

    private static async Task AnswerAsync(CharityApp watch, Visitor cashier, Guid batch) => await cashier.AnswerAsync(batch, await watch.AnswerOfAsync(batch, "成功"));

    /// <summary>The one batch and its state; whatever was written of it was written as a whole.</summary>
    private static Task<(Guid Batch, string? State)> StateAsync(CharityApp watch, Guid payment) => watch.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        var batch = await db.Set<PaymentBatch>().AsNoTracking().SingleOrDefaultAsync();
        var lines = await db.Set<PaymentLine>().AsNoTracking().Where(line => line.RequestId == payment).ToListAsync();
        var sent = await db.Set<BatchLine>().AsNoTracking().ToListAsync();
        Assert.Equal(batch is null ? 0 : People, sent.Count);
        Assert.Equal(batch is null or { State: BatchProcess.Answered } ? 0 : People, lines.Count(line => line.BatchId is not null));
        Assert.Equal(batch is { State: BatchProcess.Answered } ? People : 0, lines.Count(line => line.PaidUtc is not null));
        return (batch?.Id ?? Guid.Empty, batch?.State);
    });

    /// <summary>SIGKILL so many milliseconds after the request was sent, whether it was answered or not.</summary>
    private static async Task KillSoonAsync(SiteProcess site, Task request, int milliseconds)
    {
        await Task.WhenAny(request, Task.Delay(milliseconds));
        await site.KillAsync();
        await Task.WhenAny(request, Task.Delay(Patience));
        _ = request.Exception;
    }

    private static Task<SiteProcess> StartAsync(TestDatabase database, string directory, int port) => SiteProcess.StartAsync(
        new Dictionary<string, string>
        {
            ["Database:Provider"] = database.Options.Provider.ToString(),
            ["ConnectionStrings:Charity"] = database.ConnectionString,
            ["DataDirectory"] = directory,
            ["Security:MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["RateLimits:sign-in"] = "1000",
        },
        port: port);
}
