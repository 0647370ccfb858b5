using Charity.Ledger.Writing;
using Charity.Platform.Commands;
using Charity.Platform.Data;
using Charity.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Ledger;

public sealed class AnalyseTablesTests
{
    [Theory, OnEveryDatabase]
    public async Task SetUp_WithFilledAndEmptyTables_MeasuresTheFilledOnesOnly(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        await using var scope = books.Scope();

        await scope.ServiceProvider.GetServices<ISetupStep>().OfType<AnalyseTables>().Single().RunAsync(new Dictionary<string, string>(), CancellationToken.None);

        if (database == DatabaseKind.Postgres)
        {
            Assert.Equal(Books.Accounts.Length, await RowsAsync("Ledger_Accounts"));
            Assert.Equal(-1, await RowsAsync("Ledger_JournalEntries"));
        }

        async Task<float> RowsAsync(string table) =>
            (await scope.ServiceProvider.GetRequiredService<CharityDbContext>().Database.SqlQuery<float>($"SELECT reltuples AS \"Value\" FROM pg_class WHERE relname = {table}").ToListAsync())[0];
    }
}
