using System.Data.Common;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Charity.Payments.Events;

/// <summary>
/// Writes many events at once without EF Core's work per row: this is the path of every single event. Each database gets what it is
/// fastest at, with the same meaning: an event that is there already is left alone.
/// </summary>
internal static class InboxTable
{
    private const string Columns =
        "\"Id\", \"Provider\", \"EventId\", \"Type\", \"IsLive\", \"CreatedUtc\", \"ReceivedUtc\", \"DueUtc\", \"ContentHash\", \"Payload\", \"State\", \"Attempts\"";

    private const string Conflict = "ON CONFLICT (\"Provider\", \"EventId\") DO NOTHING";

    /// <summary>One array per column: the statement is the same for any number of rows, so it is prepared once per connection.</summary>
    private const string Postgres =
        $"""
        INSERT INTO "{InboxEventConfiguration.Table}" ({Columns})
        SELECT u.id, u.provider, u.event, u.type, u.live, u.created, u.received, u.received, u.hash, u.payload, 0, 0
        FROM unnest(@id, @provider, @event, @type, @live, @created, @received, @hash, @payload) AS u(id, provider, event, type, live, created, received, hash, payload)
        {Conflict} RETURNING "Id"
        """;

    private const string Sqlite =
        $"INSERT INTO \"{InboxEventConfiguration.Table}\" ({Columns}) VALUES (@id, @provider, @event, @type, @live, @created, @received, @received, @hash, @payload, 0, 0) {Conflict}";

    /// <summary>Inserts within the open transaction; answers with the ids of those that were not there before.</summary>
    public static async Task<IReadOnlySet<Guid>> InsertAsync(CharityDbContext db, IReadOnlyList<IncomingEvent> events, CancellationToken cancellationToken)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        return db.Database.IsNpgsql()
            ? await InsertAsArraysAsync(command, events, cancellationToken)
            : await InsertOneByOneAsync(command, events, cancellationToken);
    }

    private static async Task<IReadOnlySet<Guid>> InsertAsArraysAsync(DbCommand command, IReadOnlyList<IncomingEvent> events, CancellationToken cancellationToken)
    {
        // Every node inserts in the same order, so that two that hold the same events cannot wait for each other.
        var ordered = events.OrderBy(e => e.Provider, StringComparer.Ordinal).ThenBy(e => e.Envelope.EventId, StringComparer.Ordinal).ToList();
        command.CommandText = Postgres;
        Add(command, "id", ordered.Select(e => e.Id).ToArray());
        Add(command, "provider", ordered.Select(e => e.Provider).ToArray());
        Add(command, "event", ordered.Select(e => e.Envelope.EventId).ToArray());
        Add(command, "type", ordered.Select(e => e.Envelope.Type).ToArray());
        Add(command, "live", ordered.Select(e => e.Envelope.IsLive).ToArray());
        Add(command, "created", ordered.Select(e => e.Envelope.CreatedUtc).ToArray());
        Add(command, "received", ordered.Select(e => Microseconds(e.ReceivedUtc)).ToArray());
        Add(command, "hash", ordered.Select(e => e.Envelope.ContentHash).ToArray());
        Add(command, "payload", ordered.Select(e => e.Payload).ToArray());
        await command.PrepareAsync(cancellationToken);
        var stored = new HashSet<Guid>(events.Count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.Add(reader.GetGuid(0));
        }

        return stored;
    }

    private static async Task<IReadOnlySet<Guid>> InsertOneByOneAsync(DbCommand command, IReadOnlyList<IncomingEvent> events, CancellationToken cancellationToken)
    {
        command.CommandText = Sqlite;
        var stored = new HashSet<Guid>(events.Count);
        foreach (var incoming in events)
        {
            Set(command, "id", incoming.Id);
            Set(command, "provider", incoming.Provider);
            Set(command, "event", incoming.Envelope.EventId);
            Set(command, "type", incoming.Envelope.Type);
            Set(command, "live", incoming.Envelope.IsLive);
            Set(command, "created", incoming.Envelope.CreatedUtc);
            Set(command, "received", Microseconds(incoming.ReceivedUtc));
            Set(command, "hash", incoming.Envelope.ContentHash);
            Set(command, "payload", incoming.Payload);
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 1)
            {
                stored.Add(incoming.Id);
            }
        }

        return stored;
    }

    private static void Set(DbCommand command, string name, object value)
    {
        if (command.Parameters.Contains(name))
        {
            command.Parameters[name].Value = value;
        }
        else
        {
            Add(command, name, value);
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    /// <summary>The finest both databases keep, as the model's own times are written.</summary>
    private static DateTime Microseconds(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
}
