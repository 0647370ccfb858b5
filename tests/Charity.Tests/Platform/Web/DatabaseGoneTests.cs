using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Charity.Platform.Web;
using Charity.Tests.Funds;
using Charity.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Charity.Tests.Platform.Web;

/// <summary>The database goes away under the running site and comes back: nobody is charged, everybody is told so, and nothing has to be restarted.</summary>
public sealed class DatabaseGoneTests
{
    [Theory, OnEveryDatabase]
    public async Task Site_WhoseDatabaseIsGone_SaysThatNothingWasChargedAndComesBack(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        var donor = site.Visit("zh-CN");
        var form = await donor.OpenAsync("/funds/meiyuan/donate?amount=50");

        await using (await TakeAwayAsync(site.Database))
        {
            var page = await donor.GetAsync("/");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "网站暂时无法访问"), (donor.Status, page.Text("h1")));
            Assert.Contains("没有产生任何扣款", page.Text("main"), StringComparison.Ordinal);
            Assert.DoesNotContain("Exception", page.DocumentElement.OuterHtml, StringComparison.Ordinal);

            var refused = await donor.SubmitAsync(form, "main form[method=post]", ("Own", "50"), ("Name", "测试人"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, donor.Status);
            Assert.Contains("没有产生任何扣款", refused.Text("main"), StringComparison.Ordinal);

            using var answer = await donor.Http.GetAsync("/api/v1/funds");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Equal("unavailable", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());

            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(donor, "/health/ready"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(donor, "/health/live"));
        }

        // Connections that were cut are noticed one by one: a few requests may still meet one.
        await EventuallyOkAsync(donor, "/health/ready");
        await EventuallyOkAsync(donor, "/");
        await EventuallyOkAsync(donor, "/api/v1/funds");
        await donor.SubmitAsync(form, "main form[method=post]", ("Own", "50"), ("Name", "测试人"));
        Assert.Equal(HttpStatusCode.Found, donor.Status);
    }

    public static TheoryData<string, Exception, bool> Causes => new()
    {
        { "FATAL 55000", new PostgresException("database is not accepting connections", "FATAL", "FATAL", "55000"), true },
        { "FATAL in another language", new PostgresException("Verbindung beendet", "SCHWERWIEGEND", "FATAL", "XX000"), true },
        { "PANIC", new PostgresException("could not write", "PANIC", "PANIC", "XX000"), true },
        { "57P01", new PostgresException("terminating connection", "ERROR", "ERROR", "57P01"), true },
        { "53300", new PostgresException("too many connections", "ERROR", "ERROR", "53300"), true },
        { "unique violation", new PostgresException("duplicate key", "ERROR", "ERROR", "23505"), false },
        { "syntax error", new PostgresException("syntax error", "ERROR", "ERROR", "42601"), false },
        { "socket", new NpgsqlException("Failed to connect", new System.Net.Sockets.SocketException()), true },
        { "SQLite cannot open", new SqliteException("unable to open database file", 14), true },
        { "SQLite full", new SqliteException("database or disk is full", 13), true },
        { "SQLite constraint", new SqliteException("UNIQUE constraint failed", 19), false },
        { "SQLite error", new SqliteException("no such table", 1), false },
        { "ours", new InvalidOperationException("A fault of ours."), false },
    };

    [Theory, MemberData(nameof(Causes))]
    public void Is_OfACause_TellsAnUnreachableDatabaseFromAFault(string name, Exception cause, bool isGone)
    {
        Assert.Equal((name, isGone), (name, DatabaseGone.Is(cause)));
        Assert.Equal((name, isGone), (name, DatabaseGone.Is(new InvalidOperationException("Wrapped.", new DbUpdateException("Could not save.", cause)))));
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.Http.GetAsync(path);
        return answer.StatusCode;
    }

    private static async Task EventuallyOkAsync(Visitor visitor, string path)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var round = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await StatusAsync(visitor, path) != HttpStatusCode.OK)
        {
            await round.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Takes the database away until disposed.</summary>
    private static async Task<IAsyncDisposable> TakeAwayAsync(TestDatabase database)
    {
        if (database.Kind == DatabaseKind.Sqlite)
        {
            File.Move(database.Name, database.Name + ".away");
            Directory.CreateDirectory(database.Name);
            SqliteConnection.ClearPool(new SqliteConnection(database.ConnectionString));
            return new Return(() =>
            {
                Directory.Delete(database.Name);
                File.Move(database.Name + ".away", database.Name);
                return Task.CompletedTask;
            });
        }

        await AdministerAsync($"ALTER DATABASE {database.Name} WITH ALLOW_CONNECTIONS false");
        await AdministerAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}'");
        return new Return(() => AdministerAsync($"ALTER DATABASE {database.Name} WITH ALLOW_CONNECTIONS true"));
    }

    private static async Task AdministerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(TestRequirements.Postgres) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Return(Func<Task> work) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => new(work());
    }
}
