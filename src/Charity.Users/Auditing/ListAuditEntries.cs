using System.Text.Json;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Users.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Auditing;

/// <summary>Who did what, newest first, fifty at a time.</summary>
/// <param name="Who">A part of the name of who acted, or tried to sign in.</param>
/// <param name="What">What was acted on, the part of an action before its dot, e.g. <c>SignIn</c>.</param>
/// <param name="Subject">The id of what was acted on.</param>
/// <param name="From">First day, in the site's time zone.</param>
/// <param name="To">Last day, in the site's time zone.</param>
/// <param name="Before">The id of the last entry seen; the next page starts behind it. Ids begin with their time.</param>
[Requires(Platform.Permissions.ViewAuditTrail)]
internal sealed record ListAuditEntries(string? Who, string? What, string? Subject, DateOnly? From, DateOnly? To, Guid? Before) : IQuery<AuditPage>;

/// <param name="Kinds">What can be chosen as <see cref="ListAuditEntries.What"/>.</param>
internal sealed record AuditPage(ListAuditEntries Query, IReadOnlyList<string> Kinds, IReadOnlyList<AuditRow> Rows, Guid? Next);

/// <param name="SubjectName">The name of the account acted on; null when it was something else.</param>
internal sealed record AuditRow(
    DateTime AtLocal, string ActorName, string? RemoteAddress, string Action, string? SubjectId, string? SubjectName, IReadOnlyList<FieldChange> Changes);

internal sealed record FieldChange(string Field, string? Before, string? After);

internal sealed class ListAuditEntriesHandler(CharityDbContext db, SiteTime time) : IRequestHandler<ListAuditEntries, Result<AuditPage>>
{
    private const int PageSize = 50;

    public async Task<Result<AuditPage>> Handle(ListAuditEntries request, CancellationToken cancellationToken)
    {
        var entries = await (await MatchingAsync(request, cancellationToken)).OrderByDescending(entry => entry.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
        var shown = entries.Take(PageSize).ToList();
        var names = await NamesAsync(shown, cancellationToken);
        var rows = shown.ConvertAll(entry => new AuditRow(
            time.Local(entry.AtUtc), entry.ActorName, entry.RemoteAddress, entry.Action, entry.SubjectId, names.GetValueOrDefault(entry.SubjectId ?? string.Empty), Changes(entry)));
        var kinds = db.Model.GetEntityTypes().Select(type => type.ClrType).Where(type => type.IsDefined(typeof(AuditedAttribute), inherit: true)).Select(type => type.Name)
            .Concat(AuditWords.Recorded).Order(StringComparer.Ordinal).ToList();
        return new AuditPage(request, kinds, rows, entries.Count > PageSize ? shown[^1].Id : null);
    }

    private async Task<Dictionary<string, string>> NamesAsync(List<AuditEntry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => Guid.TryParse(entry.SubjectId, out var id) ? id : Guid.Empty).Distinct().ToList();
        var users = await db.Set<User>().Where(user => ids.Contains(user.Id)).Select(user => new { user.Id, user.Name }).ToListAsync(cancellationToken);
        return users.ToDictionary(user => user.Id.ToString(), user => user.Name, StringComparer.Ordinal);
    }

    private async Task<IQueryable<AuditEntry>> MatchingAsync(ListAuditEntries request, CancellationToken cancellationToken)
    {
        var entries = db.Set<AuditEntry>().AsNoTracking();
        if (PlainText.Clean(request.Who) is { Length: > 0 } who)
        {
            // Whoever signs in is nobody yet: there the account is the subject.
            var ids = await db.Set<User>().Where(user => user.Name.Contains(who)).OrderBy(user => user.Id).Select(user => user.Id).Take(PageSize).ToListAsync(cancellationToken);
            var subjects = ids.ConvertAll(id => id.ToString());
            entries = entries.Where(entry => entry.ActorName.Contains(who) || (entry.ActorId == null && subjects.Contains(entry.SubjectId!)));
        }

        if (PlainText.Clean(request.What) is { Length: > 0 } action)
        {
            var start = action.TrimEnd('.') + ".";
            entries = entries.Where(entry => entry.Action.StartsWith(start));
        }

        if (PlainText.Clean(request.Subject) is { Length: > 0 } subject)
        {
            entries = entries.Where(entry => entry.SubjectId == subject);
        }

        if (request.From is { } from)
        {
            var start = time.Utc(from);
            entries = entries.Where(entry => entry.AtUtc >= start);
        }

        if (request.To is { } to)
        {
            var end = time.Utc(to.AddDays(1));
            entries = entries.Where(entry => entry.AtUtc < end);
        }

        return request.Before is { } before ? entries.Where(entry => entry.Id < before) : entries;
    }

    private static List<FieldChange> Changes(AuditEntry entry)
    {
        var (before, after) = (Fields(entry.Before), Fields(entry.After));
        return before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Select(field => new FieldChange(field, before.GetValueOrDefault(field), after.GetValueOrDefault(field)))
            .ToList();
    }

    // Objects come field by field; anything else is shown as it is.
    private static Dictionary<string, string?> Fields(string? json)
    {
        if (json is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => Text(field.Value), StringComparer.Ordinal)
            : new Dictionary<string, string?>(StringComparer.Ordinal) { [string.Empty] = document.RootElement.ToString() };
    }

    private static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? string.Join(", ", value.EnumerateArray()) : value.ToString();
}
