using Charity.Tests.Support;

namespace Charity.Tests.Journeys;

/// <summary>
/// The site is killed without warning somewhere between order and receipt, and started again: there is exactly one booked gift and
/// one receipt, whatever the moment was.
/// </summary>
public sealed class CrashTests
{
    /// <summary>Killed between taking a mail and sending it, the mail waits for its lease of a minute and the next round.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    public static TheoryData<DatabaseKind, int> Moments
    {
        get
        {
            var moments = new TheoryData<DatabaseKind, int>();
            foreach (var kind in Enum.GetValues<DatabaseKind>())
            {
                foreach (var milliseconds in (int[])[0, 5, 15, 40, 100, 250])
                {
                    moments.Add(new TheoryDataRow<DatabaseKind, int>(kind, milliseconds) { Skip = kind == DatabaseKind.Postgres ? TestRequirements.ReasonToSkipPostgres : null });
                }
            }

            return moments;
        }
    }

    [Theory, MemberData(nameof(Moments))]
    public async Task Kill_AfterPaying_EndsWithOneGiftAndOneReceipt(DatabaseKind kind, int millisecondsAfterPaying)
    {
        var (database, directory) = await PreparedSites.CopyAsync(kind, PreparedSites.TestRecipe);
        await using var owned = database;
        string tracking;
        await using (var site = await StartAsync(database, directory))
        {
            var donor = new Visitor(site.Address, "zh-CN");
            var paymentPage = await GiveAsync(donor);
            tracking = await TrackingAddressAsync(donor, paymentPage);
            var page = await donor.GetAsync(paymentPage);
            var paying = donor.SubmitAsync(page, "form[data-once]", ("outcome", "Succeed"));
            await Task.WhenAny(paying, Task.Delay(Patience));
            await Task.Delay(millisecondsAfterPaying);
            await site.KillAsync();
        }

        await using (var site = await StartAsync(database, directory))
        {
            var donor = new Visitor(site.Address, "zh-CN");
            await EventuallyAsync(async () => (await donor.Http.GetStringAsync($"/api/v1{tracking}")).Contains("\"status\":\"paid\"", StringComparison.Ordinal));
            await EventuallyAsync(() => Task.FromResult(Receipts(directory) == 1));
            var entries = await donor.Http.GetStringAsync("/api/v1/ledger/entries?after=0");

            Assert.Equal(1, entries.Split("\"kind\":\"gift\"").Length - 1);
            Assert.Equal(1, Receipts(directory));
        }

        await using var verified = await CharityApp.StartOnAsync(database, directory, ownsData: false);
        var (code, output) = await verified.RunAsync("verify");
        Assert.True(code == 0, output);
    }

    [Theory, OnEveryDatabase]
    public async Task Kill_BetweenOrderAndPayment_KeepsTheOrderPayable(DatabaseKind kind)
    {
        var (database, directory) = await PreparedSites.CopyAsync(kind, PreparedSites.TestRecipe);
        await using var owned = database;
        string paymentPage;
        await using (var site = await StartAsync(database, directory))
        {
            paymentPage = await GiveAsync(new Visitor(site.Address, "zh-CN"));
            await site.KillAsync();
        }

        await using (var site = await StartAsync(database, directory))
        {
            var donor = new Visitor(site.Address, "zh-CN");
            var path = new Uri(paymentPage).AbsolutePath;
            var tracking = await TrackingAddressAsync(donor, path);
            await donor.SubmitAsync(await donor.GetAsync(path), "form[data-once]", ("outcome", "Succeed"));
            await EventuallyAsync(async () => (await donor.Http.GetStringAsync($"/api/v1{tracking}")).Contains("\"status\":\"paid\"", StringComparison.Ordinal));
        }
    }

    private static Task<SiteProcess> StartAsync(TestDatabase database, string directory) => SiteProcess.StartAsync(new Dictionary<string, string>
    {
        ["Database:Provider"] = database.Options.Provider.ToString(),
        ["ConnectionStrings:Charity"] = database.ConnectionString,
        ["DataDirectory"] = directory,
        ["Security:MasterKey"] = Convert.ToBase64String(new byte[32]),
        ["RateLimits:giving"] = "1000",
    });

    /// <summary>Fills in the giving form; answers with the address of the payment page.</summary>
    private static async Task<string> GiveAsync(Visitor donor)
    {
        var page = await donor.GetAsync("/funds/meiyuan/donate?amount=50");
        await donor.SubmitAsync(page, "main form[method=post]", ("Own", "50"), ("Name", "测试人"), ("Email", "giver@example.org"));
        return donor.Location ?? throw new InvalidOperationException($"The form was refused: {(int)donor.Status}.");
    }

    /// <summary>The payment page knows where it leads back to: the gift's own page.</summary>
    private static async Task<string> TrackingAddressAsync(Visitor donor, string paymentPage)
    {
        var page = await donor.GetAsync(new Uri(donor.Http.BaseAddress!, paymentPage).AbsolutePath);
        var back = page.QuerySelectorAll("a[href*='/donations/']").First().GetAttribute("href")!;
        return new Uri(donor.Http.BaseAddress!, back).AbsolutePath;
    }

    private static int Receipts(string directory)
    {
        var folder = Path.Combine(directory, "mail");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.eml").Count(file => File.ReadAllText(file).Contains("giver@example.org", StringComparison.Ordinal)) : 0;
    }

    /// <summary>The site works in the background: what it promises must become true, and this says when it has not.</summary>
    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var round = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await holds())
        {
            await round.WaitForNextTickAsync(patience.Token);
        }
    }
}
