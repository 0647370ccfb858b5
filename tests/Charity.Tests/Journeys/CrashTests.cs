using AngleSharp.Html.Dom;
using Charity.Donations.Giving;
using Charity.Ledger.Contracts;
using Charity.Payments.Events;
using Charity.Payments.Sandbox;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Tests.Donations;
using Charity.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Journeys;

/// <summary>
/// The site is killed without warning while somebody gives, again and again, each time as soon as the next thing is durable: the
/// order, the payment, the event, the booked gift. Donors who see nothing try once more. In the end there is exactly one booked
/// gift and one receipt of each, and what was left half done by one crash does not spoil the recovery from the next.
/// </summary>
public sealed class CrashTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Donors = ["下单时", "付款时", "收到通知时", "入账时"];

    [Theory, OnEveryDatabase]
    public async Task Kill_WheneverSomethingWasWritten_EndsWithEachGiftOnce(DatabaseKind kind)
    {
        var (database, directory) = await PreparedSites.CopyAsync(kind, PreparedSites.TestRecipe);
        await using var owned = database;
        using var post = MailSink.Open();
        await using var watch = CharityApp.Build(database, directory, "blank");
        var port = SiteProcess.FreePort();
        Visitor donor;
        IHtmlDocument form;

        await using (var site = await StartAsync(database, directory, post, port))
        {
            donor = new Visitor(site.Address, "zh-CN");
            form = await donor.GetAsync("/funds/meiyuan/donate");
            await KillWhenWrittenAsync<Donation>(site, watch, SendAsync(donor, form, Donors[0]));
        }

        string paymentPage;
        await using (var site = await StartAsync(database, directory, post, port))
        {
            await SendAsync(donor, form, Donors[0]);
            await PayAsync(donor, donor.Location!);
            paymentPage = await GiveAsync(donor, Donors[1]);
            await KillWhenWrittenAsync<SandboxDelivery>(site, watch, PayAsync(donor, paymentPage));
        }

        await using (var site = await StartAsync(database, directory, post, port))
        {
            await PayAsync(donor, paymentPage);
            paymentPage = await GiveAsync(donor, Donors[2]);
            await KillWhenWrittenAsync<InboxEvent>(site, watch, PayAsync(donor, paymentPage));
        }

        await using (var site = await StartAsync(database, directory, post, port))
        {
            paymentPage = await GiveAsync(donor, Donors[3]);
            await KillWhenWrittenAsync<OutgoingMail>(site, watch, PayAsync(donor, paymentPage));
        }

        await LetTimePassAsync(watch);
        await using var recovered = await CharityApp.StartOnAsync(database, directory, ownsData: false, settings: post.Settings);
        foreach (var name in Donors)
        {
            await AssertGivenOnceAsync(recovered, post, name);
        }

        await recovered.AssertBooksAreRightAsync();
    }

    private static async Task AssertGivenOnceAsync(CharityApp site, MailSink post, string name)
    {
        var gift = Assert.Single(await site.GiftsAsync(gift => gift.DonorName == name));
        gift = await site.UntilAsync(gift.Id, found => found.HasMoney);
        Assert.Equal(DonationProcess.Paid, gift.State);
        Assert.NotNull(gift.ReceiptNumber);
        Assert.Single(await site.EntriesOfAsync(gift), entry => entry.Kind == EntryKinds.Gift);

        var end = TimeProvider.System.GetTimestamp();
        OutgoingMail mail;
        while ((mail = Assert.Single(await site.MailsAsync($"receipt:{gift.Id:D}"))).State != MailState.Sent)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(end) < Patience, $"The receipt of {name} was not sent: {mail.LastError}.");
            await Task.Delay(50);
        }

        // Killed after the server took a mail and before that was noted, the site sends it again, under the same Message-ID.
        Assert.InRange(post.Taken(mail.Id), 1, 2);
    }

    /// <summary>SIGKILL as soon as another row of this kind can be read, whether the request was answered or not.</summary>
    private static async Task KillWhenWrittenAsync<T>(SiteProcess site, WebApplication watch, Task request) where T : class
    {
        await using var scope = watch.Services.CreateAsyncScope();
        var rows = scope.ServiceProvider.GetRequiredService<CharityDbContext>().Set<T>();
        var (before, begun) = (await rows.CountAsync(), TimeProvider.System.GetTimestamp());
        while (await rows.CountAsync() == before)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"No {typeof(T).Name} was written.");
        }

        await site.KillAsync();
        await Task.WhenAny(request);
    }

    /// <summary>What a killed process had claimed is free again after a minute; the test does not wait for it.</summary>
    private static async Task LetTimePassAsync(WebApplication watch)
    {
        await using var scope = watch.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await db.Set<OutgoingMail>().Where(mail => mail.State == MailState.Waiting).ExecuteUpdateAsync(mail => mail.SetProperty(m => m.NextAttemptUtc, now));
        await db.Set<SandboxDelivery>().Where(delivery => delivery.DeliveredUtc == null).ExecuteUpdateAsync(delivery => delivery.SetProperty(d => d.DueUtc, now));
    }

    private static Task<SiteProcess> StartAsync(TestDatabase database, string directory, MailSink post, int port) => SiteProcess.StartAsync(
        new Dictionary<string, string>(post.Settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
        {
            ["Database:Provider"] = database.Options.Provider.ToString(),
            ["ConnectionStrings:Charity"] = database.ConnectionString,
            ["DataDirectory"] = directory,
            ["Security:MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["RateLimits:giving"] = "1000",
        },
        port: port);

    /// <summary>Fills in a new giving form; answers with the address of the payment page.</summary>
    private static async Task<string> GiveAsync(Visitor donor, string name)
    {
        await SendAsync(donor, await donor.GetAsync("/funds/meiyuan/donate"), name);
        return donor.Location ?? throw new InvalidOperationException($"The form was refused: {(int)donor.Status}.");
    }

    private static Task SendAsync(Visitor donor, IHtmlDocument form, string name) =>
        donor.SubmitAsync(form, "main form[method=post]", ("Own", "50"), ("Name", name), ("Email", "giver@example.org"));

    /// <summary>Pays, when the page still asks for it.</summary>
    private static async Task PayAsync(Visitor donor, string paymentPage)
    {
        var page = await donor.GetAsync(new Uri(paymentPage).AbsolutePath);
        if (page.QuerySelector("form[data-once]") is not null)
        {
            await donor.SubmitAsync(page, "form[data-once]", ("outcome", "Succeed"));
        }
    }
}
