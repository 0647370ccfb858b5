using Charity.Donations.Giving;
using Charity.Funds.Register;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Platform.Text;
using Charity.Tests.Donations;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Data;

/// <summary>Saving a group writes what <c>SaveChanges</c> would have written.</summary>
public sealed class GroupSaveTests(SharedSites sites) : IClassFixture<SharedSites>
{
    [Theory, OnEveryDatabase]
    public async Task SaveGroup_OfNewAndChangedRows_IsReadBackAsItWas(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var prefix = $"group:{Guid.NewGuid():N}:";
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await SaveAsync(app, db => db.AddRange(Enumerable.Range(0, 35).Select(n => new OutgoingMail
        {
            Id = Guid.CreateVersion7(), Key = $"{prefix}{n:00}", To = "giver@example.org", Subject = $"主题 {n}", Text = "正文", CreatedUtc = now, NextAttemptUtc = now.AddYears(1),
        })));

        await SaveAsync(app, async db =>
        {
            foreach (var mail in await db.Set<OutgoingMail>().Where(mail => mail.Key.StartsWith(prefix)).ToListAsync())
            {
                mail.Tried(mail.Key.EndsWith('7') ? "No such host." : null, maximumAttempts: 8, now);
            }
        });

        var mails = await app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().Where(mail => mail.Key.StartsWith(prefix)).ToListAsync());
        Assert.Equal(35, mails.Count);
        Assert.All(mails, mail => Assert.Equal(("giver@example.org", "正文", 1), (mail.To, mail.Text, mail.Attempts)));
        Assert.Equal(3, mails.Count(mail => mail.State == MailState.Waiting && mail.LastError == "No such host."));
        Assert.Equal(32, mails.Count(mail => mail.State == MailState.Sent && mail.LastError is null));
    }

    [Theory, OnEveryDatabase]
    public async Task SaveGroup_OfARowChangedMeanwhile_IsRefusedAlsoWhenTheTokenWasNull(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var gift = await app.GiveAsync();

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => SaveAsync(app, async db =>
        {
            var stale = await db.Set<Donation>().SingleAsync(donation => donation.Id == gift.Id);
            await db.Database.ExecuteSqlAsync($"UPDATE \"Donations_Donations\" SET \"ReceiptNumber\" = {"X-" + gift.Token[..8]} WHERE \"Id\" = {gift.Id}");
            stale.Number("2026-999999");
        }));
    }

    [Theory, OnEveryDatabase]
    public async Task SaveGroup_WithAnAuditedRow_WritesItsAuditRowToo(DatabaseKind database)
    {
        var app = await sites.OnAsync(database);
        var words = $"purpose {Guid.NewGuid():N}";

        await SaveAsync(app, async db =>
        {
            var fund = await db.Set<Fund>().SingleAsync(fund => fund.Slug == "wandu");
            db.Entry(fund).Property(f => f.Purpose).CurrentValue = new LocalizedText("用途", words);
        });

        Assert.Equal(1, await app.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().CountAsync(entry => entry.After!.Contains(words))));
    }

    private static Task<bool> SaveAsync(CharityApp app, Action<CharityDbContext> change) => SaveAsync(app, db =>
    {
        change(db);
        return Task.CompletedTask;
    });

    private static Task<bool> SaveAsync(CharityApp app, Func<CharityDbContext, Task> change) => app.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
        async token =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            await change(db);
            await db.SaveGroupAsync(token);
            return true;
        },
        CancellationToken.None));
}
