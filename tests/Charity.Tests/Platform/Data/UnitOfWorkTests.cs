using Charity.Platform.Alerts;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Platform.Data;

[Collection(nameof(PlatformSites))]
public sealed class UnitOfWorkTests(PlatformSites sites)
{
    [Theory, OnEveryDatabase]
    public async Task Execute_InsideAnother_SharesItsFate(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (kept, undone) = (NewKey(), NewKey());

        await NestAsync(site, kept, commit: true);
        await NestAsync(site, undone, commit: false);

        Assert.Equal(2, await CountAsync(site, kept));
        Assert.Equal(0, await CountAsync(site, undone));
    }

    [Theory, OnEveryDatabase]
    public async Task AfterCommit_RunsOncePerCommitAndNeverAfterARollback(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var ran = new List<string>();

        await site.InScopeAsync(async services =>
        {
            var unit = services.GetRequiredService<UnitOfWork>();
            await unit.ExecuteAsync(_ => Promise(unit, "rolled back", commit: false), commit => commit, CancellationToken.None);
            await unit.ExecuteAsync(_ => Promise(unit, "committed", commit: true), commit => commit, CancellationToken.None);
            return await unit.ExecuteAsync(_ => Task.FromResult(true), CancellationToken.None);
        });

        Assert.Equal(["committed"], ran);

        Task<bool> Promise(UnitOfWork unit, string what, bool commit)
        {
            unit.AfterCommit(() => ran.Add(what));
            return Task.FromResult(commit);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task Writers_ManyAtOnce_AllGetTheirTurn(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var key = NewKey();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => Task.Run(() => site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            _ =>
            {
                services.GetRequiredService<CharityDbContext>().Add(Alert($"{key}:{number}"));
                return Task.FromResult(true);
            },
            CancellationToken.None)))));

        Assert.Equal(40, await CountAsync(site, key));
    }

    [Theory, OnEveryDatabase]
    public async Task Lock_OfAName_IsHeldByOneTransactionAtATime(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (name, inside, most) = (NewKey(), 0, 0);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            async token =>
            {
                await services.GetRequiredService<CharityDbContext>().LockAsync(name, token);
                most = Math.Max(most, Interlocked.Increment(ref inside));
                await services.GetRequiredService<CharityDbContext>().Set<Alert>().CountAsync(token);
                Interlocked.Decrement(ref inside);
                return true;
            },
            CancellationToken.None)))));

        Assert.Equal(1, most);
    }

    [Theory, OnEveryDatabase]
    public async Task Lock_OutsideATransaction_IsAProgrammingError(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);

        await Assert.ThrowsAsync<InvalidOperationException>(() => site.InScopeAsync(async services =>
        {
            await services.GetRequiredService<CharityDbContext>().LockAsync("test", CancellationToken.None);
            return true;
        }));
    }

    [Theory, OnEveryDatabase]
    public async Task Times_ReadBack_EqualWhatWasWrittenToTheMicrosecond(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        var (key, time) = (NewKey(), new DateTime(2026, 2, 28, 23, 59, 59, DateTimeKind.Utc).AddTicks(9_876_543));

        await site.InScopeAsync(services => services.GetRequiredService<UnitOfWork>().ExecuteAsync(
            _ =>
            {
                services.GetRequiredService<CharityDbContext>().Add(Alert(key, time));
                return Task.FromResult(true);
            },
            CancellationToken.None));

        var read = await site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Alert>().AsNoTracking().SingleAsync(alert => alert.Key == key));
        Assert.Equal((time.AddTicks(-3), DateTimeKind.Utc), (read.RaisedUtc, read.RaisedUtc.Kind));
    }

    /// <summary>An answered gift survives a power cut, and a row that points at nothing is refused.</summary>
    [Fact]
    public async Task Connection_ToSqlite_WritesAheadFlushesFullyAndKeepsForeignKeys()
    {
        var site = await sites.OnAsync(DatabaseKind.Sqlite);

        var settings = await site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var read = new List<string>();
            foreach (var query in (FormattableString[])[$"SELECT journal_mode AS \"Value\" FROM pragma_journal_mode", $"SELECT CAST(synchronous AS TEXT) AS \"Value\" FROM pragma_synchronous", $"SELECT CAST(foreign_keys AS TEXT) AS \"Value\" FROM pragma_foreign_keys"])
            {
                read.Add((await db.Database.SqlQuery<string>(query).ToListAsync())[0]);
            }

            return read;
        });

        Assert.Equal(["wal", "2", "1"], settings);
    }

    private static string NewKey() => $"test-{Guid.CreateVersion7():N}";

    private static Task<bool> NestAsync(CharityApp site, string key, bool commit) => site.InScopeAsync(services =>
    {
        var (unit, db) = (services.GetRequiredService<UnitOfWork>(), services.GetRequiredService<CharityDbContext>());
        return unit.ExecuteAsync(
            async token =>
            {
                db.Add(Alert($"{key}:outer"));
                return await unit.ExecuteAsync(
                    _ =>
                    {
                        db.Add(Alert($"{key}:inner"));
                        return Task.FromResult(commit);
                    },
                    token);
            },
            outcome => outcome,
            CancellationToken.None);
    });

    private static Task<int> CountAsync(CharityApp site, string key) =>
        site.InScopeAsync(services => services.GetRequiredService<CharityDbContext>().Set<Alert>().CountAsync(alert => alert.Key.StartsWith(key)));

    private static Alert Alert(string key, DateTime? raised = null) => new()
    {
        Id = Guid.CreateVersion7(), Key = key, Message = "No.", Arguments = "[]", Url = "/", Permission = "SiteOwner", RaisedUtc = raised ?? TimeProvider.System.GetUtcNow().UtcDateTime,
    };
}
