using System.Collections.Concurrent;
using System.Data.Common;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Verification;
using Charity.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ledger;

/// <summary>An empty ledger with a few accounts, on a database of its own; the site around it is built but not started.</summary>
internal sealed class Books : IAsyncDisposable
{
    public static readonly string Fund = AccountCodes.FundAvailable("meiyuan");
    public static readonly string Committed = AccountCodes.FundCommitted("meiyuan", "canteen");
    public static readonly string Clearing = AccountCodes.Clearing("sandbox");
    public static readonly string Bank = AccountCodes.Bank("icbc-1");
    public static readonly string Fees = AccountCodes.FundFees("meiyuan");
    public static readonly string DollarBank = AccountCodes.Bank("usd-1");
    public static readonly DateOnly Day = new(2026, 3, 15);

    private static readonly ConcurrentDictionary<DatabaseKind, Lazy<Task<TestDatabase>>> Prepared = new();
    private static readonly SemaphoreSlim OneCopyAtATime = new(1, 1);

    private readonly WebApplication _site;
    private readonly string _directory;

    private Books(TestDatabase database, WebApplication site, string directory)
    {
        Database = database;
        _site = site;
        _directory = directory;
    }

    public TestDatabase Database { get; }

    public static async Task<Books> OpenAsync(DatabaseKind kind, Action<IServiceCollection>? services = null)
    {
        var template = await Prepared.GetOrAdd(kind, key => new Lazy<Task<TestDatabase>>(() => PrepareAsync(key))).Value;
        await OneCopyAtATime.WaitAsync();
        try
        {
            return On(await TestDatabase.CreateAsync(kind, template), services);
        }
        finally
        {
            OneCopyAtATime.Release();
        }
    }

    public static AccountDraft[] Accounts =>
    [
        new(Fund, AccountType.NetAssets, "CNY", "Available money of {0}", "梅园社区基金", MayNotGoNegative: true),
        new(Committed, AccountType.NetAssets, "CNY", "Committed money of {0}", "梅园社区基金", MayNotGoNegative: true),
        new(Fees, AccountType.Expense, "CNY", "Fees of {0}", "梅园社区基金"),
        new(Clearing, AccountType.Asset, "CNY", "Clearing of {0}", "sandbox"),
        new(Bank, AccountType.Asset, "CNY", "Bank account {0}", "icbc-1"),
        new(DollarBank, AccountType.Asset, "USD", "Bank account {0}", "usd-1"),
    ];

    public static EntryDraft Gift(long amountMinor, string? providerObject = null, Guid? id = null, DateOnly? day = null, string? fund = null) => new(
        id ?? Guid.CreateVersion7(), EntryKinds.Gift, "donation:test", day ?? Day, [new PostingDraft(Clearing, fund ?? Fund, amountMinor)], providerObject);

    public static EntryDraft Commitment(long amountMinor, Guid? id = null) =>
        new(id ?? Guid.CreateVersion7(), EntryKinds.Commitment, "project:canteen", Day, [new PostingDraft(Fund, Committed, amountMinor)]);

    public static EntryDraft Refund(long amountMinor) =>
        new(Guid.CreateVersion7(), EntryKinds.Refund, "donation:test", Day, [new PostingDraft(Fund, Clearing, amountMinor)]);

    /// <summary>Does something with the ledger in a transaction of its own; a failed result rolls it back.</summary>
    public async Task<T> DoAsync<T>(Func<ILedger, Task<T>> work) where T : IFailable<T>
    {
        await using var scope = Scope();
        var unit = scope.ServiceProvider.GetRequiredService<UnitOfWork>();
        return await unit.ExecuteAsync(_ => work(scope.ServiceProvider.GetRequiredService<ILedger>()), result => result.Failure is null, CancellationToken.None);
    }

    public Task<Result<IReadOnlyList<PostedEntry>>> PostAsync(params EntryDraft[] entries) => DoAsync(ledger => ledger.PostAsync(entries, CancellationToken.None));

    public async Task<PostedEntry> PostOneAsync(EntryDraft entry) => (await PostAsync(entry)).Value[0];

    public Task<Result<PostedEntry>> ReserveAsync(EntryDraft entry) => DoAsync(ledger => ledger.ReserveAsync(entry, CancellationToken.None));

    public Task<Result<PostedEntry>> ConfirmAsync(Guid reservationId, long? amountMinor = null, Guid? id = null) =>
        DoAsync(ledger => ledger.ConfirmAsync(id ?? Guid.CreateVersion7(), reservationId, amountMinor, Day, CancellationToken.None));

    public Task<Result<PostedEntry>> ReleaseAsync(Guid reservationId, Guid? id = null) =>
        DoAsync(ledger => ledger.ReleaseAsync(id ?? Guid.CreateVersion7(), reservationId, "The project was given up.", Day, CancellationToken.None));

    public Task<Result<PostedEntry>> ReverseAsync(Guid reversedId, Guid? id = null, DateOnly? day = null) =>
        DoAsync(ledger => ledger.ReverseAsync(id ?? Guid.CreateVersion7(), reversedId, "Entered by mistake.", day ?? Day, CancellationToken.None));

    public async Task<AccountBalance> BalanceAsync(string code) =>
        (await AskAsync<ILedgerTotals, IReadOnlyDictionary<string, AccountBalance>>(totals => totals.BalancesAsync([code], CancellationToken.None)))[code];

    public async Task<TAnswer> AskAsync<TService, TAnswer>(Func<TService, Task<TAnswer>> question) where TService : notnull
    {
        await using var scope = Scope();
        return await question(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public Task<List<T>> AllAsync<T>(Func<IQueryable<T>, IQueryable<T>>? shape = null) where T : class =>
        AskAsync<CharityDbContext, List<T>>(db => (shape ?? (rows => rows))(db.Set<T>().AsNoTracking()).ToListAsync());

    /// <summary>What all of the ledger's verifications find.</summary>
    public async Task<List<Finding>> VerifyAsync()
    {
        await using var scope = Scope();
        var findings = new List<Finding>();
        foreach (var verification in scope.ServiceProvider.GetServices<IVerification>().Where(verification => verification.GetType().Namespace!.StartsWith("Charity.Ledger", StringComparison.Ordinal)))
        {
            await foreach (var finding in verification.VerifyAsync((_, _, _) => { }, CancellationToken.None))
            {
                findings.Add(finding);
            }
        }

        return findings;
    }

    /// <summary>Speaks to the database behind the ledger's back.</summary>
    public async Task<int> SqlAsync(string sql)
    {
        await using var scope = Scope();
        return await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>True when the database itself refuses the statement.</summary>
    public async Task<bool> RefusesAsync(string sql)
    {
        try
        {
            await SqlAsync(sql);
            return false;
        }
        catch (DbException)
        {
            return true;
        }
    }

    public AsyncServiceScope Scope() => _site.Services.GetRequiredService<IServiceScopeFactory>().CreateSystemScope("test");

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static Books On(TestDatabase database, Action<IServiceCollection>? services = null)
    {
        var directory = PreparedSites.TemporaryDirectory();
        return new Books(database, CharityApp.Build(database, directory, "blank", services), directory);
    }

    private static async Task<TestDatabase> PrepareAsync(DatabaseKind kind)
    {
        var books = On(await TestDatabase.CreateAsync(kind));
        await books.AskAsync<CharityDbContext, bool>(async db =>
        {
            await db.Database.MigrateAsync();
            return true;
        });
        var opened = await books.DoAsync(ledger => ledger.OpenAccountsAsync(Accounts, CancellationToken.None));
        Assert.Null(opened.Failure);
        await books._site.DisposeAsync();
        Directory.Delete(books._directory, recursive: true);
        await books.Database.ReleaseAsync();
        return books.Database;
    }
}
