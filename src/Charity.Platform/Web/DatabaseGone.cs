using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Charity.Platform.Web;

/// <summary>Tells an unreachable database from a fault of ours: the one is answered with 503 and "nothing was charged", the other with 500.</summary>
internal static class DatabaseGone
{
    private const int SqliteBusy = 5, SqliteIoError = 10, SqliteFull = 13, SqliteCannotOpen = 14;

    /// <summary>Connection lost, resources exhausted, server shutting down, database missing (classes 08, 53, 57P and 3D). Whatever the code, FATAL and PANIC end the session.</summary>
    private static readonly string[] PostgresGone = ["08", "53", "57P", "3D"];

    public static bool Is(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause switch
            {
                SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteIoError or SqliteFull or SqliteCannotOpen,
                PostgresException postgres => postgres.InvariantSeverity is "FATAL" or "PANIC" || PostgresGone.Any(state => postgres.SqlState.StartsWith(state, StringComparison.Ordinal)),
                NpgsqlException => true,
                SocketException => true,
                TimeoutException => true,
                DbException => false,
                _ => false,
            })
            {
                return true;
            }
        }

        return false;
    }
}
