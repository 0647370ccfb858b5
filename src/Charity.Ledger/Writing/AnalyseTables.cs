using Charity.Platform.Commands;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Charity.Ledger.Writing;

/// <summary>
/// Tells PostgreSQL at the end of the set-up how large the tables have become. Empty ones are left alone: a plan made for a table
/// known to be empty reads all of it, and checks of foreign keys keep their plans on the first busy day.
/// </summary>
internal sealed class AnalyseTables(CharityDbContext db) : ISetupStep
{
    public async Task RunAsync(IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        if (!db.Database.IsNpgsql())
        {
            return;
        }

        var statements = await db.Database
            .SqlQuery<string>($"SELECT format('ANALYZE %I.%I', schemaname, relname) AS \"Value\" FROM pg_stat_user_tables WHERE schemaname = current_schema() AND pg_relation_size(relid) > 0")
            .ToListAsync(cancellationToken);
        foreach (var statement in statements)
        {
            await db.Database.ExecuteSqlRawAsync(statement, cancellationToken);
        }
    }
}
