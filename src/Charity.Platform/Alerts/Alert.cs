using System.Globalization;
using System.Text.Json;
using Charity.Platform.Data;
using Charity.Platform.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Charity.Platform.Alerts;

/// <summary>Something somebody must look at: a parked event, a quarantined gift. Open until resolved; shown to those with the permission, and told to them by mail.</summary>
public sealed class Alert
{
    public required Guid Id { get; init; }

    /// <summary>What it is about, e.g. <c>payment-event:evt_1</c>; one alert per key.</summary>
    public required string Key { get; init; }

    /// <summary>English text, the key of its translation.</summary>
    public required string Message { get; set; }

    /// <summary>JSON array of the message's arguments; a day is written 2026-03-01.</summary>
    public required string Arguments { get; set; }
    public required string Url { get; set; }
    public required string Permission { get; init; }

    /// <summary>What it belongs to, as codes of <see cref="IScopeCodes"/> between spaces; empty when it is for everybody with the permission.</summary>
    public string Scope { get; init; } = string.Empty;

    /// <summary>Whoever has this permission too is told whatever their scopes; empty without a scope.</summary>
    public string EverywherePermission { get; init; } = string.Empty;
    public required DateTime RaisedUtc { get; set; }
    public DateTime? ResolvedUtc { get; set; }

    /// <summary>What fills the placeholders of <see cref="Message"/> when it is translated: texts and days.</summary>
    public object[] ReadArguments() =>
    [
        .. JsonSerializer.Deserialize<string[]>(Arguments)!
            .Select(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (object)day : text),
    ];
}

/// <summary>Narrows an alert to those who look after one of these codes (<see cref="IScopeCodes"/>), and to those with the permission.</summary>
public sealed record AlertScope(IReadOnlyList<string> Codes, string EverywherePermission);

/// <summary>Published in the transaction that raised the alert.</summary>
public sealed record AlertRaised(Alert Alert) : INotification;

public interface IAlerts
{
    /// <summary>
    /// Raises the alert within the current transaction. An open one with the same key and words stays as it is; one that says something
    /// else, or was resolved, says this from now on and is told again.
    /// </summary>
    Task RaiseAsync(string key, string permission, string url, string message, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RaiseAsync(key, permission, url, message, arguments, null, cancellationToken);

    /// <param name="scope">Null for everybody with the permission.</param>
    Task RaiseAsync(string key, string permission, string url, string message, IReadOnlyList<string> arguments, AlertScope? scope, CancellationToken cancellationToken);

    /// <summary>Closes the alert with this key; false when none was open.</summary>
    Task<bool> ResolveAsync(string key, CancellationToken cancellationToken);

    /// <summary>The open alerts the current user's permissions and scopes reach, newest first, at most 100.</summary>
    Task<IReadOnlyList<Alert>> OpenAsync(CancellationToken cancellationToken);
}

internal sealed class AlertConfiguration : IEntityTypeConfiguration<Alert>
{
    public void Configure(EntityTypeBuilder<Alert> alert)
    {
        alert.ToTable("Platform_Alerts");
        alert.Property(a => a.Id).ValueGeneratedNever();
        alert.Property(a => a.Key).HasMaxLength(200);
        alert.Property(a => a.Message).HasMaxLength(500);
        alert.Property(a => a.Arguments).HasMaxLength(2000);
        alert.Property(a => a.Url).HasMaxLength(300);
        alert.Property(a => a.Permission).HasMaxLength(100);
        alert.Property(a => a.Scope).HasMaxLength(1000);
        alert.Property(a => a.EverywherePermission).HasMaxLength(100);
        alert.HasIndex(a => a.Key).IsUnique();
        alert.HasIndex(a => new { a.ResolvedUtc, a.RaisedUtc });
    }
}

internal sealed class AlertDesk(CharityDbContext db, IPermissionService permissions, ICurrentUser user, IScopeCodes scopes, IMediator mediator, TimeProvider clock) : IAlerts
{
    public async Task RaiseAsync(string key, string permission, string url, string message, IReadOnlyList<string> arguments, AlertScope? scope, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var alert = db.Set<Alert>().Local.FirstOrDefault(a => a.Key == key) ?? await db.Set<Alert>().FirstOrDefaultAsync(a => a.Key == key, cancellationToken);
        var json = JsonSerializer.Serialize(arguments);
        if (alert is { ResolvedUtc: null } && alert.Message == message && alert.Arguments == json)
        {
            return;
        }

        if (alert is null)
        {
            db.Add(alert = new Alert
            {
                Id = Guid.CreateVersion7(now),
                Key = key,
                Message = message,
                Arguments = json,
                Url = url,
                Permission = permission,
                Scope = string.Join(' ', scope?.Codes ?? []),
                EverywherePermission = scope?.EverywherePermission ?? string.Empty,
                RaisedUtc = now.UtcDateTime,
            });
        }
        else
        {
            (alert.Message, alert.Arguments, alert.Url) = (message, json, url);
            alert.RaisedUtc = now.UtcDateTime;
            alert.ResolvedUtc = null;
        }

        await mediator.Publish(new AlertRaised(alert), cancellationToken);
    }

    public async Task<bool> ResolveAsync(string key, CancellationToken cancellationToken)
    {
        if (await db.Set<Alert>().FirstOrDefaultAsync(a => a.Key == key && a.ResolvedUtc == null, cancellationToken) is { } alert)
        {
            alert.ResolvedUtc = clock.GetUtcNow().UtcDateTime;
            return true;
        }

        return false;
    }

    public async Task<IReadOnlyList<Alert>> OpenAsync(CancellationToken cancellationToken)
    {
        var open = await db.Set<Alert>().AsNoTracking().Where(a => a.ResolvedUtc == null).OrderByDescending(a => a.RaisedUtc).Take(100).ToListAsync(cancellationToken);
        var reachable = new List<Alert>();
        foreach (var alert in open)
        {
            if (await permissions.HasAsync(alert.Permission, cancellationToken) && await ReachesAsync(alert, cancellationToken))
            {
                reachable.Add(alert);
            }
        }

        return reachable;
    }

    private async Task<bool> ReachesAsync(Alert alert, CancellationToken cancellationToken) =>
        alert.Scope.Length == 0
        || await permissions.HasAsync(alert.EverywherePermission, cancellationToken)
        || (user.Id is { } id && (await scopes.OfAsync(id, cancellationToken)).Overlaps(alert.Scope.Split(' ')));
}
