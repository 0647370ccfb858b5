using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Charity.Platform.Audit;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Users.Accounts;
using Charity.Users.Contracts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Users.Privacy;

/// <summary>A copy of everything the site keeps about the person (PIPL, article 45): a zip with one JSON file per part of the site for programs, and all of it as one page for people.</summary>
[SignedIn]
internal sealed record ExportMyData : ICommand<Result<byte[]>>;

internal sealed class ExportMyDataHandler(IUserDirectory directory, IEnumerable<IPersonalDataSource> sources, DataSummary summary, ICurrentUser current, IAuditTrail audit, TimeProvider clock)
    : IRequestHandler<ExportMyData, Result<byte[]>>
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public async Task<Result<byte[]>> Handle(ExportMyData request, CancellationToken cancellationToken)
    {
        var person = (await directory.FindAsync(current.Id!.Value, cancellationToken))!;
        var parts = new List<DataPart>();
        foreach (var source in sources.OrderBy(source => source.Section, StringComparer.Ordinal))
        {
            if (await source.ExportAsync(person, cancellationToken) is { } data)
            {
                parts.Add(new DataPart(source.Section, source.Title, JsonSerializer.SerializeToNode(data, data.GetType(), Readable)!));
            }
        }

        using var file = new MemoryStream();
        await using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            await WriteAsync(zip, "summary.html", summary.Write(person.Name, clock.GetUtcNow().UtcDateTime, parts), cancellationToken);
            foreach (var (section, _, data) in parts)
            {
                await WriteAsync(zip, $"{section}.json", data.ToJsonString(Readable), cancellationToken);
            }
        }

        audit.Record("PersonalData.Exported", person.Id.ToString());
        return file.ToArray();
    }

    private static async Task WriteAsync(ZipArchive zip, string name, string text, CancellationToken cancellationToken)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancellationToken);
        await entry.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }
}

/// <summary>This module's own share: the account, and who signed in to it from where.</summary>
internal sealed class AccountData(CharityDbContext db) : IPersonalDataSource
{
    private const int MaximumEvents = 10_000;

    public string Section => "account";

    public string Title => "Your account";

    public async Task<object?> ExportAsync(UserSummary person, CancellationToken cancellationToken)
    {
        var user = await db.Set<User>().AsNoTracking().SingleAsync(user => user.Id == person.Id, cancellationToken);
        var subject = person.Id.ToString();
        var events = await db.Set<AuditEntry>().AsNoTracking()
            .Where(entry => entry.SubjectId == subject)
            .OrderByDescending(entry => entry.AtUtc)
            .Take(MaximumEvents)
            .Select(entry => new { entry.AtUtc, entry.Action, entry.RemoteAddress })
            .ToListAsync(cancellationToken);
        var scopes = await db.Set<UserScope>().AsNoTracking().Where(scope => scope.UserId == person.Id).Select(scope => scope.Code).ToListAsync(cancellationToken);
        return new { user.Id, user.Email, user.EmailConfirmed, user.Name, user.Culture, user.PhoneNumber, user.CreatedUtc, SecondFactor = user.TwoFactorEnabled, Scopes = scopes, Events = events };
    }

    /// <summary>The account itself is made anonymous by <see cref="EraseMyAccount"/>, last of all. Logs: Cybersecurity Law of 2016, article 21.</summary>
    public Task<IReadOnlyList<string>> EraseAsync(UserSummary person, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>(
    [
        "Records of who signed in and who changed what, with the network address: the law asks us to keep network logs for at least six months.",
        "Mails about your account and mails in answer to your messages: address and text are removed 90 days after they were sent, so that until then we can tell what became of them.",
    ]);
}
