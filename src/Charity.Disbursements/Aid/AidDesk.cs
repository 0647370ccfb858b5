using System.Security.Cryptography;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Files;
using Charity.Platform.Imports;
using Charity.Platform.Localization;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Aid;

/// <summary>The lists of a period that an import must not repeat.</summary>
/// <param name="People">The number of the list by the fingerprint of each person in it.</param>
internal sealed record EarlierLists(IReadOnlyList<Guid> Ids, IReadOnlyDictionary<string, int> People);

/// <summary>A list that was gone through, with its totals.</summary>
internal sealed record AidSheet(IReadOnlyList<string> Headings, int People, long SumMinor, int Repeats);

/// <summary>Finds programmes and lists, and reads what is uploaded for them. Writes nothing.</summary>
internal sealed class AidDesk(CharityDbContext db, IAreas areas, IPersonFingerprints fingerprints, SiteTime time, IStringLocalizer texts)
{
    /// <summary>A district's largest list has some tens of thousands.</summary>
    public const int MostRows = 200_000;

    /// <summary>The lock under which lists of a programme are written.</summary>
    public static string LockOf(Guid programmeId) => $"aid:{programmeId:N}";

    public Task<AidProgramme?> FindAsync(string slug, CancellationToken cancellationToken) =>
        db.Set<AidProgramme>().AsNoTracking().SingleOrDefaultAsync(programme => programme.Slug == slug, cancellationToken);

    public Task<AidList?> SameFileAsync(AidProgramme programme, string period, string sha256, CancellationToken cancellationToken) => db.Set<AidList>().AsNoTracking()
        .SingleOrDefaultAsync(list => list.ProgrammeId == programme.Id && list.Period == period && list.FileSha256 == sha256 && list.Standing != AidStanding.Ended, cancellationToken);

    public Task<List<Guid>> ListsAsync(AidProgramme programme, string period, CancellationToken cancellationToken) => db.Set<AidList>()
        .Where(list => list.ProgrammeId == programme.Id && list.Period == period && list.Standing != AidStanding.Ended).OrderBy(list => list.Number).Select(list => list.Id).ToListAsync(cancellationToken);

    public async Task<EarlierLists> EarlierAsync(AidProgramme programme, string period, CancellationToken cancellationToken)
    {
        var ids = await ListsAsync(programme, period, cancellationToken);
        var people = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = from list in db.Set<AidList>()
                   where ids.Contains(list.Id)
                   join recipient in db.Set<AidRecipient>() on list.Id equals recipient.ListId
                   select new { recipient.IdentityFingerprint, list.Number };
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            people[row.IdentityFingerprint] = row.Number;
        }

        return new EarlierLists(ids, people);
    }

    public static async Task<string> HashAsync(Stream file, CancellationToken cancellationToken)
    {
        var hash = await SHA256.HashDataAsync(file, cancellationToken);
        file.Position = 0;
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Goes through a list once, row by row.</summary>
    /// <param name="each">Given each row as it stands and as it was understood.</param>
    public async Task<Result<AidSheet>> ReadAsync(
        AidProgramme programme, EarlierLists earlier, AttachmentContent file, Action<SheetRow, AidRow, IReadOnlyList<AidProblem>> each, CancellationToken cancellationToken)
    {
        var places = new AidPlaces(await areas.AllAsync(cancellationToken));
        var read = SheetReader.Read<AidSheet>(file.Stream, file.Info.ContentType, MostRows, (headings, rows) =>
        {
            var found = ColumnsOf(headings);
            if (found.Failure is { } failure)
            {
                return failure;
            }

            var check = new AidCheck(programme, found.Value, places, fingerprints, earlier.People, time.Today);
            foreach (var row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (understood, problems) = check.Check(row);
                each(row, understood, problems);
            }

            return new AidSheet(headings, check.People, check.SumMinor, check.Repeats);
        });
        return read.Failure is { Code: "sheet_empty" } ? Failure.Field("File", "aid_list_empty", "This list is empty: the first row has the headings, the others one person each.") : read;
    }

    private Result<IReadOnlyDictionary<AidColumn, int>> ColumnsOf(IReadOnlyList<string> headings)
    {
        var places = new Dictionary<AidColumn, int>();
        foreach (var column in AidColumn.All)
        {
            var found = headings.Index().Where(heading => column.IsCalled(heading.Item)).Select(heading => heading.Index).ToList();
            if (found.Count > 1)
            {
                return Failure.Field("File", "heading_twice", "Two columns are called \"{0}\". Rename or remove one.", column.Heading);
            }

            if (found.Count == 1)
            {
                places[column] = found[0];
            }
        }

        var missing = AidColumn.All.Where(column => column.IsNeeded && !places.ContainsKey(column)).Select(column => column.Heading).ToList();
        return missing.Count > 0
            ? Failure.Field("File", "headings_missing", "The first row needs these headings as well: {0}. The template has all of them.", texts.List(missing))
            : Result<IReadOnlyDictionary<AidColumn, int>>.Ok(places);
    }
}

internal static class AidFailures
{
    public static Failure UnknownProgramme => Failure.NotFound("aid_programme_unknown", "There is no such programme.");

    public static Failure UnknownList => Failure.NotFound("aid_list_unknown", "There is no such list.");

    public static Failure ListEnded => Failure.Conflict("aid_list_ended", "This list was declined or taken back. Import it again to have it paid.");

    public static Failure FileGone => Failure.NotFound("aid_file_gone", "This file is not here any more. Send the list again.");

    public static Failure ChangedMeanwhile => Failure.Conflict("changed_meanwhile", "Somebody else changed this at the same moment. Look at the new state, then try again.");
}
