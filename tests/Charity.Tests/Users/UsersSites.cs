using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Mail;
using Charity.Tests.Architecture;
using Charity.Tests.Support;
using Charity.Users.Accounts;
using Charity.Users.SecondFactor;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Users;

/// <summary>A site with people and roles alone, one per database for all tests of the module; each test opens accounts of its own.</summary>
public sealed class UsersSites : IAsyncLifetime
{
    private readonly Dictionary<DatabaseKind, Lazy<Task<CharityApp>>> _sites = Enum.GetValues<DatabaseKind>()
        .ToDictionary(kind => kind, kind => new Lazy<Task<CharityApp>>(() => StartAsync(kind)));

    public static string Recipe { get; } = Path.Combine(Sources.Root, "tests", "Charity.Tests", "Users", "users.recipe.json");

    public static Task<CharityApp> StartAsync(DatabaseKind kind, Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings) =>
        CharityApp.StartAsync(kind, Recipe, services, settings);

    public Task<CharityApp> OnAsync(DatabaseKind kind) => _sites[kind].Value;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var site in _sites.Values.Where(site => site.IsValueCreated))
        {
            await (await site.Value).DisposeAsync();
        }
    }
}

[CollectionDefinition(nameof(UsersSites))]
public sealed class UsersCollection : ICollectionFixture<UsersSites>;

/// <summary>What tests of accounts do to a site.</summary>
internal static partial class People
{
    public const string Password = "correct horse battery";

    /// <summary>Opens an account with a confirmed address and <see cref="Password"/>.</summary>
    public static Task<User> OpenAccountAsync(this CharityApp site, string name = "测试", string[]? roles = null, bool isConfirmed = true, string culture = "zh-CN") => site.InScopeAsync(async services =>
    {
        var id = Guid.CreateVersion7();
        var user = User.Open($"p{id:N}@people.example", name, culture, TimeProvider.System.GetUtcNow());
        user.EmailConfirmed = isConfirmed;
        Assert.True((await services.GetRequiredService<AccountManager>().CreateAsync(user, Password)).Succeeded);
        await services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                await services.GetRequiredService<AccountRoles>().SetAsync(user.Id, roles ?? [], token);
                return true;
            },
            CancellationToken.None);
        return user;
    });

    public static async Task<Visitor> SignInAsync(this CharityApp site, User user)
    {
        var visitor = site.Visit();
        await visitor.SignInAsync(user.Email!, Password);
        return visitor;
    }

    public static Task<User> ReadAsync(this CharityApp site, Guid id) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<User>().AsNoTracking().SingleAsync(user => user.Id == id));

    /// <summary>Changes the row behind the site's back, as time or another program would.</summary>
    public static Task<int> ChangeRowAsync(this CharityApp site, Guid id, Action<User> change) => site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<CharityDbContext>();
        change(await db.Set<User>().SingleAsync(user => user.Id == id));
        return await db.SaveChangesAsync();
    });

    public static Task<List<string>> ActionsAsync(this CharityApp site, Guid subject) => site.InScopeAsync(services =>
        services.GetRequiredService<CharityDbContext>().Set<AuditEntry>().Where(entry => entry.SubjectId == subject.ToString()).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync());

    /// <summary>The texts of all mail promised to this address so far, oldest first.</summary>
    public static async Task<List<OutgoingMail>> MailsToAsync(this CharityApp site, string email)
    {
        var mails = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<OutgoingMail>().AsNoTracking().OrderBy(mail => mail.Id).ToListAsync());
        return mails.FindAll(mail => mail.To == email);
    }

    /// <summary>The newest mail to this address, read from the folder it was sent to.</summary>
    public static async Task<string> ReadMailAsync(this CharityApp site, string email)
    {
        var mail = (await site.MailsToAsync(email))[^1];
        var path = Path.Combine(site.DataDirectory, "mail", $"{mail.Id:N}.eml");
        for (var tries = 0; !File.Exists(path) && tries < 500; tries++)
        {
            await Task.Delay(20);
        }

        return await File.ReadAllTextAsync(path);
    }

    /// <summary>The path and query of the first link of this kind in a mail.</summary>
    public static string LinkIn(string mail, string path) => new Uri(Address().Matches(mail).Select(match => match.Value).First(address => address.Contains(path, StringComparison.Ordinal))).PathAndQuery;

    /// <summary>Sets up the second factor; the visitor's session counts as confirmed afterwards.</summary>
    public static async Task<(Authenticator App, string[] RecoveryCodes)> EnrolAsync(this Visitor visitor, string password = Password)
    {
        var start = await visitor.OpenAsync("/account/second-factor");
        var page = await visitor.SubmitAndFollowAsync(start, "form[action$='/begin']");
        var app = new Authenticator(page.QuerySelector("code")!.TextContent.Replace(" ", "", StringComparison.Ordinal), visitor.Clock);
        var done = await visitor.SubmitAsync(page, "form[action$='/set-up']", ("Code", app.Next()), ("Password", password));
        return (app, done.QuerySelector("pre")?.TextContent.Split('\n', StringSplitOptions.TrimEntries) ?? throw new InvalidOperationException($"The second factor could not be set up: {done.Body?.TextContent}"));
    }

    public static string Heading(this IHtmlDocument page) => page.QuerySelector("h1")?.TextContent.Trim() ?? string.Empty;

    public static string Problems(this IHtmlDocument page) => page.QuerySelector(".error-summary")?.TextContent ?? string.Empty;

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Address();
}

/// <summary>An authenticator app. Each code opens once, so it goes from the earliest code that still counts to later ones.</summary>
internal sealed class Authenticator(string key, TimeProvider? clock = null)
{
    private long _last;

    public string Next()
    {
        var seconds = (clock ?? TimeProvider.System).GetUtcNow().ToUnixTimeSeconds();
        var (present, left) = (seconds / 30, 30 - (seconds % 30));

        // Near the end of a step the earliest code could have run out by the time it is read.
        _last = Math.Max(_last + 1, left < 8 ? present : present - 1);
        return Totp.CodeAt(key, DateTimeOffset.FromUnixTimeSeconds(_last * 30));
    }
}
