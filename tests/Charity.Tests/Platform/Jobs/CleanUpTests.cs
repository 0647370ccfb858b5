using Charity.Platform.Data;
using Charity.Platform.Jobs;
using Charity.Platform.Mail;
using Charity.Platform.Web;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Jobs;

public sealed class CleanUpTests
{
    [Theory, OnEveryDatabase]
    public async Task CleanUp_ForgetsOnlyWhatHasDoneItsWork(DatabaseKind database)
    {
        await using var app = await CharityApp.OpenAsync(database);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await ChangeAsync(app, db => db.AddRange(
            Answer("old", now.AddDays(-4)), Answer("new", now.AddDays(-2)),
            Mail("sent long ago", now.AddDays(-100), sent: true), Mail("sent lately", now.AddDays(-3), sent: true), Mail("waiting long", now.AddDays(-100), sent: false), Mail("given up", now.AddDays(-100), sent: false, maximumAttempts: 1)));

        await new CleanUp(app.Site.Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System).Execute(null!);

        Assert.Equal(["new"], await ReadAsync(app, db => db.Set<IdempotencyRecord>().Select(record => record.Key)));
        var mails = await ReadAsync(app, db => db.Set<OutgoingMail>().Where(mail => mail.Key.StartsWith("clean-up:")).OrderBy(mail => mail.Key));
        Assert.Equal(["clean-up:given up", "clean-up:sent lately", "clean-up:sent long ago", "clean-up:waiting long"], mails.Select(mail => mail.Key));
        Assert.Equal(["", "giver@example.org", "", "giver@example.org"], mails.Select(mail => mail.To));
        Assert.Equal(["", "words", "", "words"], mails.Select(mail => mail.Text));
    }

    private static IdempotencyRecord Answer(string key, DateTime created) => new() { Key = key, RequestHash = "x", CreatedUtc = created, Status = 200, Body = "{}" };

    private static OutgoingMail Mail(string key, DateTime when, bool sent, int maximumAttempts = 8)
    {
        var mail = new OutgoingMail
        {
            Id = Guid.CreateVersion7(), Key = "clean-up:" + key, To = "giver@example.org", Subject = "about", Text = "words", CreatedUtc = when, NextAttemptUtc = when.AddYears(1),
        };
        if (sent || maximumAttempts == 1)
        {
            mail.Tried(sent ? null : "no such mailbox", maximumAttempts, when);
        }

        return mail;
    }

    private static Task ChangeAsync(CharityApp app, Action<CharityDbContext> change) => app.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        change(db);
        return await db.SaveChangesAsync();
    });

    private static Task<List<T>> ReadAsync<T>(CharityApp app, Func<CharityDbContext, IQueryable<T>> query) =>
        app.InScopeAsync(services => query(services.GetRequiredService<CharityDbContext>()).ToListAsync());
}
