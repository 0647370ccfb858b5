using Charity.Platform.Audit;
using Charity.Platform.Text;

namespace Charity.Funds.Register;

internal enum CommitteeRole
{
    Chair,
    Member,
    Supervisor,
}

/// <summary>A seat of the fund's committee. The names are public: whoever spends others' money is known.</summary>
internal sealed record CommitteeSeat(string Name, CommitteeRole Role, LocalizedText? Represents);

[Audited]
internal sealed class CommitteeMember
{
    private CommitteeMember()
    {
    }

    internal CommitteeMember(Guid id, Guid fundId, int position, CommitteeSeat seat)
    {
        Id = id;
        FundId = fundId;
        Position = position;
        Name = seat.Name;
        Role = seat.Role;
        Represents = seat.Represents;
    }

    public Guid Id { get; private init; }
    public Guid FundId { get; private init; }
    public int Position { get; private init; }
    public string Name { get; private init; } = string.Empty;
    public CommitteeRole Role { get; private init; }
    public LocalizedText? Represents { get; private init; }

    public CommitteeSeat Seat => new(Name, Role, Represents);
}

/// <param name="AmountMinor">What it cost, where that can be said; the books stand beside it.</param>
internal sealed record UseDetails(DateOnly On, LocalizedText Title, LocalizedText Text, long? AmountMinor);

/// <summary>Something that was done with the fund's money.</summary>
[Audited]
internal sealed class FundUse
{
    private FundUse()
    {
    }

    internal FundUse(Guid id, Guid fundId)
    {
        Id = id;
        FundId = fundId;
    }

    public Guid Id { get; private init; }
    public Guid FundId { get; private init; }
    public DateOnly On { get; private set; }
    public LocalizedText Title { get; private set; } = new(string.Empty);
    public LocalizedText Text { get; private set; } = new(string.Empty);
    public long? AmountMinor { get; private set; }

    public UseDetails Details => new(On, Title, Text, AmountMinor);

    public void Describe(UseDetails details) => (On, Title, Text, AmountMinor) = (details.On, details.Title, details.Text, details.AmountMinor);
}

/// <summary>A document of the fund (its rules, a report, a resolution) among the site's media.</summary>
[Audited]
internal sealed class FundDocument
{
    private FundDocument()
    {
    }

    internal FundDocument(Guid id, Guid fundId, LocalizedText title, string path, DateOnly on)
    {
        Id = id;
        FundId = fundId;
        Title = title;
        Path = path;
        On = on;
    }

    public Guid Id { get; private init; }
    public Guid FundId { get; private init; }
    public LocalizedText Title { get; private init; } = new(string.Empty);

    /// <summary>A media path.</summary>
    public string Path { get; private init; } = string.Empty;
    public DateOnly On { get; private init; }
}
