using Charity.Platform.Audit;

namespace Charity.Disbursements.Aid;

/// <summary>How far the payment of a list has come. Kept by name in the database: only ever added to.</summary>
internal enum AidStanding
{
    /// <summary>Waits for approval.</summary>
    Asked,

    /// <summary>Approved; some of it may be with the bank or paid.</summary>
    Approved,

    /// <summary>Every line is paid.</summary>
    Paid,

    /// <summary>Declined, taken back or lapsed: nothing of it is paid.</summary>
    Ended,
}

/// <summary>A list as it was imported.</summary>
/// <param name="Number">Within its programme, from 1; stands in its address.</param>
/// <param name="FileSha256">Of the file, in lower-case hexadecimal.</param>
/// <param name="Repeats">People who stand in an earlier list of the same period too.</param>
internal sealed record AidListDraft(Guid ProgrammeId, int Number, string Period, Guid RequestId, string FileName, string FileSha256, int Repeats, Guid ById, string ByName);

/// <summary>
/// A list of people who are given aid (发放名单): imported as a whole, asked for and approved as one payment request, paid line by line. What was
/// paid of it is kept counted by area, so that pages cost the same for ten people and for twenty thousand.
/// </summary>
[Audited]
internal sealed class AidList
{
    private readonly List<AidListArea> _areas = [];

    private AidList()
    {
    }

    public Guid Id { get; private init; }
    public Guid ProgrammeId { get; private init; }
    public int Number { get; private init; }
    public string Period { get; private init; } = string.Empty;
    public Guid RequestId { get; private init; }
    public string FileName { get; private init; } = string.Empty;
    public string FileSha256 { get; private init; } = string.Empty;
    public int People { get; private init; }
    public long AmountMinor { get; private init; }
    public int Repeats { get; private init; }
    public Guid ImportedById { get; private init; }
    public string ImportedByName { get; private init; } = string.Empty;
    public DateTime ImportedUtc { get; private init; }
    public AidStanding Standing { get; private set; }
    public int PaidPeople { get; private set; }
    public long PaidMinor { get; private set; }

    /// <summary>People whose bank refused, and who have not been paid since.</summary>
    public int RefusedPeople { get; private set; }

    /// <summary>When identity and account numbers of its people were erased, because their time in the archive was over; null before.</summary>
    public DateTime? ErasedUtc { get; private set; }
    public IReadOnlyList<AidListArea> Areas => _areas;

    /// <summary>Everybody may see it: from the approval on.</summary>
    public bool IsPublic => Standing is AidStanding.Approved or AidStanding.Paid;

    public static AidList Import(Guid id, AidListDraft draft, IReadOnlyList<AidAreaSum> areas, DateTimeOffset now)
    {
        var list = new AidList
        {
            Id = id, ProgrammeId = draft.ProgrammeId, Number = draft.Number, Period = draft.Period, RequestId = draft.RequestId, FileName = draft.FileName, FileSha256 = draft.FileSha256,
            People = areas.Sum(area => area.People), AmountMinor = areas.Sum(area => area.AmountMinor), Repeats = draft.Repeats, ImportedById = draft.ById, ImportedByName = draft.ByName,
            ImportedUtc = now.UtcDateTime,
        };
        list._areas.AddRange(areas.Select(area => new AidListArea(id, area)));
        return list;
    }

    internal void Erase(DateTimeOffset now) => ErasedUtc = now.UtcDateTime;

    /// <summary>Takes over how the payment stands, and what was paid by now in each area.</summary>
    public void Stand(AidStanding standing, IReadOnlyCollection<AidAreaSum> paid, int refused)
    {
        foreach (var area in _areas)
        {
            area.Pay(paid.FirstOrDefault(sum => sum.AreaCode == area.AreaCode));
        }

        (Standing, PaidPeople, PaidMinor, RefusedPeople) = (standing, paid.Sum(sum => sum.People), paid.Sum(sum => sum.AmountMinor), refused);
        if (PaidPeople > People || PaidMinor > AmountMinor)
        {
            throw new InvalidOperationException($"More was paid of list {Id} than it has.");
        }
    }
}

/// <param name="AreaCode">Empty where the list names no area.</param>
internal sealed record AidAreaSum(string AreaCode, int People, long AmountMinor);

/// <summary>What a list gives to the people of one area, and what of it is paid.</summary>
internal sealed class AidListArea
{
    private AidListArea()
    {
    }

    internal AidListArea(Guid listId, AidAreaSum sum) => (ListId, AreaCode, People, AmountMinor) = (listId, sum.AreaCode, sum.People, sum.AmountMinor);

    public Guid ListId { get; private init; }
    public string AreaCode { get; private init; } = string.Empty;
    public int People { get; private init; }
    public long AmountMinor { get; private init; }
    public int PaidPeople { get; private set; }
    public long PaidMinor { get; private set; }

    internal void Pay(AidAreaSum? paid) => (PaidPeople, PaidMinor) = (paid?.People ?? 0, paid?.AmountMinor ?? 0);
}

/// <summary>
/// A person of a list; name, bank, card and amount stand on the payment line of the same id. Not audited row by row: the list is, with the file's hash.
/// </summary>
internal sealed class AidRecipient
{
    private AidRecipient()
    {
    }

    /// <summary>The payment line's.</summary>
    public Guid Id { get; private init; }
    public Guid ListId { get; private init; }

    /// <summary>From 1, in the order of the file.</summary>
    public int Number { get; private init; }

    /// <summary>Encrypted at rest; null once it has been erased.</summary>
    public string? IdentityNumber { get; private init; }

    /// <summary>Keyed: tells that it is the same person, not who.</summary>
    public string IdentityFingerprint { get; private init; } = string.Empty;

    /// <summary>Empty where the list names none.</summary>
    public string AreaCode { get; private init; } = string.Empty;

    /// <summary>Keyed, of the person's code and the end of the identity number: how a look-up finds the row.</summary>
    public string LookupFingerprint { get; private init; } = string.Empty;

    /// <summary>What the list's remark said; for staff.</summary>
    public string Remark { get; private init; } = string.Empty;

    public static AidRecipient Of(Guid lineId, Guid listId, int number, string identityNumber, string areaCode, string remark, AidFingerprints fingerprints) => new()
    {
        Id = lineId, ListId = listId, Number = number, IdentityNumber = identityNumber, IdentityFingerprint = fingerprints.Identity, AreaCode = areaCode, LookupFingerprint = fingerprints.Lookup, Remark = remark,
    };
}

/// <summary>In hexadecimal.</summary>
internal sealed record AidFingerprints(string Identity, string Lookup);

/// <summary>A list's file that waits to be corrected: its sender may fetch it with the reasons for a day, then it is thrown away.</summary>
internal sealed class AidUpload
{
    private AidUpload()
    {
    }

    /// <summary>The attachment's.</summary>
    public Guid Id { get; private init; }
    public Guid ProgrammeId { get; private init; }
    public string Period { get; private init; } = string.Empty;
    public Guid UploadedById { get; private init; }
    public DateTime UploadedUtc { get; private init; }

    public static AidUpload Of(Guid fileId, Guid programmeId, string period, Guid byId, DateTimeOffset now) =>
        new() { Id = fileId, ProgrammeId = programmeId, Period = period, UploadedById = byId, UploadedUtc = now.UtcDateTime };
}
