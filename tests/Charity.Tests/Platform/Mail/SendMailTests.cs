using System.Collections.Concurrent;
using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Charity.Tests.Platform.Mail;

/// <summary>Sites whose worker the tests move by hand, with a transport that can fail and a clock that can be turned.</summary>
public sealed class SendMailTests
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly Post _post = new();

    [Theory, OnEveryDatabase]
    public async Task Promise_InACommandThatFails_IsNoMail(DatabaseKind database)
    {
        await using var site = await OpenAsync(database);

        await PromiseAsync(site, "kept", commit: true);
        await PromiseAsync(site, "rolled back", commit: false);
        await WorkOffAsync(site);

        Assert.Equal(["kept"], _post.Sent);
        Assert.Equal(["kept"], (await MailsAsync(site)).Select(mail => mail.Key));
    }

    [Theory, OnEveryDatabase]
    public async Task Promise_OfTheSameMailTwice_IsRefused(DatabaseKind database)
    {
        await using var site = await OpenAsync(database);
        await PromiseAsync(site, "once");

        await Assert.ThrowsAsync<DbUpdateException>(() => PromiseAsync(site, "once"));

        Assert.Single(await MailsAsync(site));
    }

    [Theory, OnEveryDatabase]
    public async Task Send_ByManyWorkersAtOnce_SendsEachMailOnce(DatabaseKind database)
    {
        await using var site = await OpenAsync(database);
        await using var second = site.Again(Services);
        for (var number = 0; number < 8; number++)
        {
            await PromiseAsync(site, $"mail {number}");
        }

        await Task.WhenAll(new[] { site, second, site, second }.Select(node => Task.Run(() => WorkOffAsync(node))));

        Assert.Equal(8, _post.Sent.Count);
        Assert.Equal(8, _post.Sent.Distinct().Count());
        Assert.All(await MailsAsync(site), mail => Assert.Equal((MailState.Sent, 1), (mail.State, mail.Attempts)));
    }

    [Theory, OnEveryDatabase]
    public async Task Send_WhileAnotherNodeIsSendingTheMail_FindsNothing(DatabaseKind database)
    {
        await using var site = await OpenAsync(database);
        await using var second = site.Again(Services);
        await PromiseAsync(site, "slow");
        var secondFound = true;
        _post.WhileSending = async () => secondFound = await Worker(second).SendNextAsync(CancellationToken.None);

        Assert.True(await Worker(site).SendNextAsync(CancellationToken.None));

        Assert.False(secondFound);
        Assert.Equal(["slow"], _post.Sent);
    }

    [Theory, OnEveryDatabase]
    public async Task Send_AfterANodeDiedWithTheMail_SendsItAfterAMinute(DatabaseKind database)
    {
        await using var site = await OpenAsync(database);
        await PromiseAsync(site, "orphan");
        using (var dying = new CancellationTokenSource())
        {
            _post.WhileSending = () => dying.CancelAsync().ContinueWith(_ => throw new OperationCanceledException(), TaskScheduler.Default);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Worker(site).SendNextAsync(dying.Token));
        }

        Assert.False(await Worker(site).SendNextAsync(CancellationToken.None));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await WorkOffAsync(site);

        Assert.Equal(["orphan"], _post.Sent);
    }

    [Theory, OnEveryDatabase]
    public async Task Send_WhenTheTransportFails_TriesLaterAndLaterThenTellsSomebody(DatabaseKind database)
    {
        await using var site = await OpenAsync(database);
        await PromiseAsync(site, "unlucky");
        _post.Problem = new InvalidOperationException("No such host.");
        foreach (var minutes in (int[])[3, 9, 27, 81, 243, 729, 2187])
        {
            await WorkOffAsync(site);
            Assert.Equal((MailState.Waiting, "No such host."), ((await MailsAsync(site))[0].State, (await MailsAsync(site))[0].LastError));
            _clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.False(await Worker(site).SendNextAsync(CancellationToken.None));
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Empty(await OpenAlertsAsync(site));
        Assert.True(await Worker(site).SendNextAsync(CancellationToken.None));

        var mail = Assert.Single(await MailsAsync(site), mail => mail.Key == "unlucky");
        Assert.Equal((MailState.Failed, 8), (mail.State, mail.Attempts));
        Assert.Single(await OpenAlertsAsync(site));
        _clock.Advance(TimeSpan.FromDays(30));
        await WorkOffAsync(site);
        Assert.Single(await OpenAlertsAsync(site)); // its own mail cannot get through either, and raises no other

        // The first mail that leaves shows that mail gets through again: the alert ends, and what was given up goes out.
        _post.Problem = null;
        _clock.Advance(TimeSpan.FromDays(30));
        await WorkOffAsync(site);
        _clock.Advance(TimeSpan.FromDays(1));
        await WorkOffAsync(site);
        Assert.Empty(await OpenAlertsAsync(site));
        Assert.Single(_post.Sent, sent => sent == "unlucky");
    }

    [Fact]
    public async Task Send_WhenTheTransportGivesUpByCancelling_IsTriedAgainLikeAnyFailure()
    {
        await using var site = await OpenAsync(DatabaseKind.Sqlite);
        await PromiseAsync(site, "slow server");
        _post.Problem = new TaskCanceledException("It took too long.");

        await WorkOffAsync(site);
        Assert.Equal((MailState.Waiting, 1), ((await MailsAsync(site))[0].State, (await MailsAsync(site))[0].Attempts));
        _post.Problem = null;
        _clock.Advance(TimeSpan.FromMinutes(3));
        await WorkOffAsync(site);

        Assert.Equal(["slow server"], _post.Sent);
    }

    [Theory, OnEveryDatabase]
    public async Task Address_OfAWaitingMail_IsEncryptedAtRest(DatabaseKind database)
    {
        await using var site = await OpenAsync(database);
        await PromiseAsync(site, "private");

        var stored = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Database
            .SqlQuery<string>($"SELECT \"To\" || \"Text\" AS \"Value\" FROM \"Platform_Mails\"").SingleAsync());

        Assert.StartsWith("v1:", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("people.example", stored, StringComparison.Ordinal);
        Assert.Equal("someone@people.example", (await MailsAsync(site))[0].To);
    }

    private Task<CharityApp> OpenAsync(DatabaseKind database) => CharityApp.OpenAsync(database, Services);

    private void Services(IServiceCollection services)
    {
        services.AddSingleton<IMailTransport>(_post);
        services.AddSingleton<TimeProvider>(_clock);
    }

    private static SendMail Worker(CharityApp site) => site.Site.Services.GetRequiredService<SendMail>();

    private static async Task WorkOffAsync(CharityApp site)
    {
        while (await Worker(site).SendNextAsync(CancellationToken.None))
        {
        }
    }

    private static Task<bool> PromiseAsync(CharityApp site, string key, bool commit = true) => site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
        _ =>
        {
            services.GetRequiredService<IMailOutbox>().Add(new MailDraft(key, "someone@people.example", $"About {key}", "Hello."));
            return Task.FromResult(commit);
        },
        shouldCommit => shouldCommit,
        CancellationToken.None));

    private static Task<List<OutgoingMail>> MailsAsync(CharityApp site) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().OrderBy(mail => mail.Id).ToListAsync());

    private static Task<List<Alert>> OpenAlertsAsync(CharityApp site) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Alert>().AsNoTracking().Where(alert => alert.ResolvedUtc == null && alert.Key == "mail").ToListAsync());

    private sealed class Post : IMailTransport
    {
        private readonly ConcurrentQueue<string> _sent = new();
        private Func<Task>? _whileSending;

        public IReadOnlyCollection<string> Sent => _sent;

        public Exception? Problem { get; set; }

        /// <summary>Happens once, in the middle of the next sending.</summary>
        public Func<Task>? WhileSending
        {
            set => _whileSending = value;
        }

        public async Task SendAsync(OutgoingMail mail, CancellationToken cancellationToken)
        {
            if (Interlocked.Exchange(ref _whileSending, null) is { } work)
            {
                await work();
            }

            if (Problem is not null)
            {
                throw Problem;
            }

            _sent.Enqueue(mail.Key);
        }
    }
}
