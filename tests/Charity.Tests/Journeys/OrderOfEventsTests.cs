using Charity.Donations.Giving;
using Charity.Ledger.Contracts;
using Charity.Payments.Contracts;
using Charity.Payments.Events;
using Charity.Payments.Sandbox;
using Charity.Platform.Data;
using Charity.Tests.Donations;
using Charity.Tests.Payments;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Journeys;

/// <summary>Whatever order, repetition and concurrency a provider's events arrive in, gifts, entries, receipts and mails are the same in the end.</summary>
public sealed class OrderOfEventsTests
{
    private const int GiftsOfEachStory = 4;
    private static readonly string[] Funds = ["meiyuan", "tingtao", "wandu"];

    [Theory, OnEveryDatabase]
    public async Task Bring_EventsInAnyOrder_EndsInTheSameBooks(DatabaseKind kind)
    {
        await using var site = await GiftSites.StartAsync(kind);
        var outcomes = new List<List<Outcome>>();
        foreach (var (fund, seed) in Funds.Select((fund, seed) => (fund, seed)))
        {
            var random = new Random(20261122 + seed);
            var gifts = new List<(Donation Gift, Story Story)>();
            var deliveries = new List<byte[]>();
            for (var index = 0; index < Story.All.Length * GiftsOfEachStory; index++)
            {
                var story = Story.All[index / GiftsOfEachStory];
                var gift = await site.GiveAsync(fund, 1_000 + index, email: index % 2 == 0 ? "order@example.org" : null, noReceipt: index % 4 == 0);
                gifts.Add((gift, story));
                var events = await EventsAsync(site, gift, story);
                deliveries.AddRange(events.SelectMany(payload => Enumerable.Repeat(payload, random.Next(1, 4))));
            }

            // All stories mixed, brought by several hands while the inbox is being worked off by two more besides the site's own worker.
            var mixed = deliveries.ToArray();
            random.Shuffle(mixed);
            foreach (var group in mixed.Chunk(random.Next(5, 60)))
            {
                await Task.WhenAll(group.Select(payload => Task.Run(() => site.BringAsync(payload))).Concat([Task.Run(() => ProcessAsync(site)), Task.Run(() => ProcessAsync(site))]));
            }

            await UntilAllAreReadAsync(site);
            var ended = await Task.WhenAll(gifts.Select(gift => OutcomeAsync(site, gift.Gift)));
            Assert.All(gifts.Zip(ended), pair => Assert.True(pair.First.Story.End == pair.Second.State, $"{pair.First.Story.Name} ended {pair.Second.State}, not {pair.First.Story.End}."));
            Assert.All(ended, AssertWhole);
            outcomes.Add([.. ended]);
            Assert.Equal(ended.Sum(outcome => outcome.BookedMinor), (await site.BalanceAsync(AccountCodes.FundAvailable(fund)))!.PostedMinor);
        }

        Assert.All(outcomes, ended => Assert.Equal(outcomes[0], ended));
        await site.AssertBooksAreRightAsync();
    }

    /// <summary>A booked gift has one entry, one receipt or none wanted, and one mail if there is an address; the others have nothing.</summary>
    private static void AssertWhole(Outcome outcome)
    {
        var isPaid = outcome.State == DonationProcess.Paid;
        Assert.Equal(isPaid ? (1, outcome.AmountMinor) : (0, 0), (outcome.Entries, outcome.BookedMinor));
        Assert.Equal(isPaid && !outcome.IsWaived, outcome.HasReceipt);
        Assert.Equal(isPaid && outcome.HasAddress ? (outcome.IsWaived ? "thanks" : "receipt") : string.Empty, outcome.Mails);
    }

    private static async Task<Outcome> OutcomeAsync(CharityApp site, Donation given)
    {
        var gift = await site.GiftAsync(given.Id);
        var entries = (await site.EntriesOfAsync(gift)).Where(entry => entry.Kind == EntryKinds.Gift).ToList();
        var mails = new List<string>();
        foreach (var key in (string[])["receipt", "thanks", "held"])
        {
            mails.AddRange((await site.MailsAsync($"{key}:{gift.Id:D}")).Select(_ => key));
        }

        return new Outcome(
            gift.State, gift.AmountMinor, entries.Count, entries.Sum(entry => entry.Postings.Sum(posting => posting.AmountMinor)), gift.ReceiptNumber is not null, gift.ReceiptWaived,
            gift.DonorEmail is not null, string.Join(" ", mails));
    }

    /// <summary>What the sandbox would bring, in its own words; the test brings it instead.</summary>
    private static async Task<List<byte[]>> EventsAsync(CharityApp site, Donation gift, Story story)
    {
        await site.OpenPageAsync(gift);
        var order = gift.CheckoutId!.Value.ToString("D");
        var session = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<SandboxSession>().AsNoTracking().SingleAsync(s => s.ClientReferenceId == order));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        foreach (var outcome in story.Acts)
        {
            Assert.True(session.Act(outcome, $"pay_{gift.Id:N}", TimeSpan.FromSeconds(1), now).Succeeded);
        }

        return [.. SandboxEvents.Owed(session, now).Select(owed => owed.Payload), .. story.More(gift, session.Id)];
    }

    private static Task<int> ProcessAsync(CharityApp site) => site.Site.Services.GetRequiredService<IPaymentEvents>().ProcessWaitingAsync(CancellationToken.None);

    private static async Task UntilAllAreReadAsync(CharityApp site)
    {
        for (var tries = 0; await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<InboxEvent>().AnyAsync(e => e.State == InboxState.Waiting)); tries++)
        {
            Assert.True(tries < 600, "Some events were not worked off.");
            await ProcessAsync(site);
            await Task.Delay(50);
        }
    }

    /// <param name="Mails">What the donor was sent, as a text so that outcomes can be compared.</param>
    private sealed record Outcome(string State, long AmountMinor, int Entries, long BookedMinor, bool HasReceipt, bool IsWaived, bool HasAddress, string Mails);

    /// <param name="Acts">What the payer does on the page.</param>
    /// <param name="More">What the provider says besides.</param>
    private sealed record Story(string Name, string End, SandboxOutcome[] Acts, Func<Donation, string, byte[][]> More)
    {
        public static readonly Story[] All =
        [
            new("paid at once", DonationProcess.Paid, [SandboxOutcome.Succeed], Nothing),
            new("declined, then paid", DonationProcess.Paid, [SandboxOutcome.Decline, SandboxOutcome.Decline, SandboxOutcome.Succeed], Nothing),
            new("paid later", DonationProcess.Paid, [SandboxOutcome.SucceedLater], Nothing),
            new("paid after it had failed", DonationProcess.Paid, [SandboxOutcome.FailLater], LateSuccess),
            new("paid after it had run out", DonationProcess.Paid, [SandboxOutcome.Expire], LateSuccess),
            new("paid and said to have run out", DonationProcess.Paid, [SandboxOutcome.Succeed], (gift, _) => [Events.Expired(gift.CheckoutId!.Value)]),
            new("another amount", DonationProcess.Quarantined, [SandboxOutcome.Expire], (gift, page) => [Events.Event(EventTypes.Completed, gift.CheckoutId!.Value, amountMinor: 1, sessionId: page)]),
            new("failed", DonationProcess.Failed, [SandboxOutcome.FailLater], Nothing),
            new("never paid", DonationProcess.Expired, [SandboxOutcome.Expire], Nothing),
        ];

        private static byte[][] Nothing(Donation gift, string page) => [];

        private static byte[][] LateSuccess(Donation gift, string page) =>
            [Events.Event(EventTypes.LaterSucceeded, gift.CheckoutId!.Value, amountMinor: gift.AmountMinor, sessionId: page)];
    }
}
