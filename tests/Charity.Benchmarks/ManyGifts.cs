using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Benchmarks;

/// <summary>Fills a fund with paid gifts by multiplying a first real one, as fast as the database can.</summary>
internal static class ManyGifts
{
    public static async Task AddAsync(TestDatabase database, int count)
    {
        var directory = PreparedSites.TemporaryDirectory();
        await using var site = CharityApp.Build(database, directory, "blank", null, ("Payments:SandboxSecret", BenchmarkSettings.Secret));
        await Gifts.OrderAsync(site, 1);
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CharityDbContext>();
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        await db.Database.ExecuteSqlRawAsync("UPDATE \"Donations_Donations\" SET \"State\" = 'paid', \"PaidUtc\" = \"CreatedUtc\", \"EffectiveDate\" = '2026-11-01', \"CheckoutId\" = NULL");
        await db.Database.ExecuteSqlRawAsync(await MultiplyAsync(db, count));
        await db.Database.ExecuteSqlRawAsync(database.Kind == DatabaseKind.Postgres ? "ANALYZE" : "ANALYZE;");
    }

    /// <summary>One statement that copies the first gift with new keys: what must be unique is made from the row's number.</summary>
    private static async Task<string> MultiplyAsync(CharityDbContext db, int count)
    {
        var isPostgres = db.Database.IsNpgsql();
        var columns = new List<string>();
        var connection = db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync();
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT * FROM \"Donations_Donations\" LIMIT 1";
            await using var reader = await command.ExecuteReaderAsync();
            columns.AddRange((await reader.GetColumnSchemaAsync()).Select(column => column.ColumnName));
        }

        var guid = isPostgres ? "gen_random_uuid()" : "upper(substr(hex(randomblob(16)),1,8)||'-'||hex(randomblob(2))||'-7'||substr(hex(randomblob(2)),2)||'-8'||substr(hex(randomblob(2)),2)||'-'||hex(randomblob(6)))";
        var paid = isPostgres ? "d.\"PaidUtc\" - n * interval '7 seconds'" : "strftime('%Y-%m-%d %H:%M:%f', d.\"PaidUtc\", '-' || (n * 7) || ' seconds')";
        var values = columns.Select(column => column switch
        {
            "Id" or "FormId" or "EntryId" => guid,
            "Token" => isPostgres ? "left(md5(n::text || 'token'), 22)" : "lower(hex(randomblob(11)))",
            "PaidUtc" => paid,
            "ReceiptNumber" => isPostgres ? "'B-' || n::text" : "'B-' || n",
            "PaymentObject" => isPostgres ? "'bench:' || n::text" : "'bench:' || n",
            _ => $"d.\"{column}\"",
        });
        var numbers = isPostgres
            ? $"generate_series(1, {count}) AS s(n)"
            : $"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {count}) SELECT n FROM s) AS s";
        return $"INSERT INTO \"Donations_Donations\" ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) SELECT {string.Join(", ", values)} FROM (SELECT * FROM \"Donations_Donations\" LIMIT 1) d CROSS JOIN {numbers}";
    }
}
