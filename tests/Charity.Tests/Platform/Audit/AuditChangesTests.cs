using System.Text.Json;
using Charity.Funds.Register;
using Charity.Organisations.Profile;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Charity.Tests.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Audit;

[Collection(nameof(PlatformSites))]
public sealed class AuditChangesTests(PlatformSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Change_OfAnAuditedRow_IsWrittenFieldByFieldWithBeforeAndAfter(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync(open: false, goalYuan: 1000);
        var fund = await site.ReadFundAsync(slug);

        Assert.True((await site.SendAsync(FundSteps.Texts(slug, fund.Revision, "改名后的基金", goalYuan: 2000))).Succeeded);

        var entries = await EntriesAsync(site, fund.Id);
        Assert.Equal(("Fund.Added", null), (entries[0].Action, entries[0].Before));
        var last = entries[^1];
        Assert.Equal(("Fund.Changed", "system:test"), (last.Action, last.ActorName));
        Assert.Equal(("100000", "200000"), (Read(last.Before!, "GoalMinor"), Read(last.After!, "GoalMinor")));
        Assert.Contains("改名后的基金", Read(last.After!, "Name"), StringComparison.Ordinal);
        Assert.False(JsonDocument.Parse(last.After!).RootElement.TryGetProperty("Slug", out _)); // what stayed is not repeated
    }

    /// <summary>The trail is the same whatever language its actor reads: a text changed in one language alone shows the change.</summary>
    [Theory, OnEveryDatabase]
    public async Task Change_OfTheEnglishTextByAReaderOfChinese_ShowsBothTexts(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var slug = await site.MakeFundAsync(open: false);
        var fund = await site.ReadFundAsync(slug);
        var edited = FundSteps.Texts(slug, fund.Revision, $"测试基金{slug}") with { Purpose = new() { Zh = "用途", En = "Another purpose" } };

        Assert.True((await site.SendAsync(edited)).Succeeded);

        var last = (await EntriesAsync(site, fund.Id))[^1];
        Assert.Contains("English 用途", Read(last.Before!, "Purpose"), StringComparison.Ordinal);
        Assert.Contains("Another purpose", Read(last.After!, "Purpose"), StringComparison.Ordinal);
        Assert.Contains("用途", Read(last.After!, "Purpose"), StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Change_InACommandThatFails_LeavesNoTrace(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var fund = await site.ReadFundAsync(await site.MakeFundAsync(open: false));
        var before = (await EntriesAsync(site, fund.Id)).Count;

        await site.SendAsync(new Workflow.PullTrigger(fund.Id, "open", 0, FailAfterwards: true));
        Assert.Equal(before, (await EntriesAsync(site, fund.Id)).Count);
        await site.SendAsync(new Workflow.PullTrigger(fund.Id, "open", 0));
        Assert.Equal(before + 1, (await EntriesAsync(site, fund.Id)).Count);
    }

    /// <summary>Everything that a person enters to keep it secret, entered and then looked for in the whole trail.</summary>
    [Theory, OnEveryDatabase]
    public async Task Trail_OfPeopleAndTheirSecrets_HoldsNoneOfThem(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var secrets = new List<string> { "correct horse battery", "0000555020260002", "geheimer Kontakt" };
        var user = await site.OpenAccountAsync();
        var visitor = await site.SignInAsync(user);
        var (_, recoveryCodes) = await visitor.EnrolAsync();
        secrets.AddRange(recoveryCodes);
        await visitor.SubmitAsync(await visitor.OpenAsync("/funds/meiyuan/report"), "form[action$='/report']", ("Reason", "Other"), ("Text", "..."), ("Contact", "geheimer Kontakt"));
        var officer = await site.SignInAsync("officer");
        await officer.SubmitAsync(await officer.OpenAsync("/admin/charity"), "form[action='/admin/charity']", ("BankAccountNumber", "0000555020260002"));
        Assert.Equal("/admin/charity", officer.Location);

        var (trail, kept) = await site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var account = await db.Set<Charity.Users.Accounts.User>().SingleAsync(row => row.Id == user.Id);
            secrets.AddRange([account.PasswordHash!, account.SecurityStamp!]);
            var bankAccount = (await db.Set<CharityOrganisation>().SingleAsync()).BankAccountNumber;
            return (await db.Set<AuditEntry>().ToListAsync(), bankAccount);
        });

        Assert.Equal("0000555020260002", kept); // so it was entered
        Assert.Contains(trail, entry => entry.Action == "CharityOrganisation.Changed");
        Assert.Contains(trail, entry => entry.Action == "FundReport.Added");
        foreach (var entry in trail)
        {
            Assert.DoesNotContain("BankAccountNumber", entry.After ?? "", StringComparison.Ordinal);
            Assert.DoesNotContain("\"Contact\":", entry.After ?? "", StringComparison.Ordinal);
            Assert.DoesNotContain(secrets, secret => $"{entry.Before} {entry.After}".Contains(secret, StringComparison.Ordinal));
        }
    }

    /// <summary>Names that say "secret" are never in the trail, in whatever module somebody adds one.</summary>
    [Fact]
    public async Task Fields_OfAuditedRowsThatSoundSecret_AreLeftOut()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        var open = await site.InScopeAsync(services => Task.FromResult(services.GetRequiredService<CharityDbContext>().Model.GetEntityTypes()
            .Where(entity => entity.ClrType.IsDefined(typeof(AuditedAttribute), inherit: true))
            .SelectMany(entity => entity.GetProperties())
            .Where(property => new[] { "Password", "Secret", "Token", "Stamp", "Hash" }.Any(word => property.Name.Contains(word, StringComparison.Ordinal)))
            .Where(property => property.PropertyInfo is { } info && !info.IsDefined(typeof(NotAuditedAttribute), inherit: true) && property.FindAnnotation(ModelConventions.EncryptedMark) is null)
            .Select(property => $"{property.DeclaringType.ClrType.Name}.{property.Name}")
            .ToList()));

        Assert.Empty(open);
    }

    private static string Read(string json, string field) => JsonDocument.Parse(json).RootElement.GetProperty(field).GetString()!;

    private static Task<List<AuditEntry>> EntriesAsync(CharityApp site, Guid id) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().AsNoTracking().Where(entry => entry.SubjectId == id.ToString()).OrderBy(entry => entry.Id).ToListAsync());
}
