using System.Security.Cryptography;
using Charity.Platform.Audit;
using Charity.Platform.Files;
using Charity.Platform.Text;
using Charity.Platform.Workflow;

namespace Charity.Donations.Alliance;

/// <summary>Kept by name in the database: only ever added to.</summary>
internal enum MerchantCategory
{
    Food,
    Shop,
    Service,
    Health,
    Learning,
    Other,
}

/// <summary>What a pledge is reckoned by. Kept by name in the database: only ever added to.</summary>
internal enum PledgeKind
{
    /// <summary>A fixed amount for every sale.</summary>
    PerSale,

    /// <summary>A part of the turnover.</summary>
    Turnover,
}

/// <summary>What a merchant has promised to give.</summary>
/// <param name="Rate">Minor units for each sale, or basis points (hundredths of a per cent) of the turnover.</param>
internal sealed record Pledge(PledgeKind Kind, int Rate)
{
    public const int MostPerSaleMinor = 100_000;
    public const int MostBasisPoints = 10_000;
    public const int MostSales = 1_000_000;

    public bool IsPossible => Rate > 0 && Rate <= (Kind == PledgeKind.PerSale ? MostPerSaleMinor : MostBasisPoints);

    /// <summary>What is owed for a month, in minor units: once for the whole month, half a unit rounded away from zero.</summary>
    /// <param name="basis">The number of sales, or the turnover in minor units; not below zero.</param>
    public long For(long basis) => Kind == PledgeKind.PerSale ? checked(basis * Rate) : (long)(((Int128)basis * Rate + (MostBasisPoints / 2)) / MostBasisPoints);
}

/// <summary>What a merchant says of itself.</summary>
/// <param name="Address">For everybody: where the shop is.</param>
internal sealed record MerchantFacts(LocalizedText Name, MerchantCategory Category, LocalizedText Address, string AreaCode, Guid FundId, Pledge Pledge);

/// <summary>Whom to write to. Only those who look after the alliance see it; encrypted at rest.</summary>
internal sealed record MerchantContact(string Name, string Telephone, string Email);

/// <summary>
/// A merchant of the alliance (慈善联盟, 慈善+消费): gives a fixed amount for every sale or a part of its turnover to a fund, month by month.
/// Its state moves by <see cref="MerchantProcess"/>.
/// </summary>
[Audited]
internal sealed class Merchant : WorkflowInstance
{
    public const int NameLength = 50;
    public const int AddressLength = 120;
    public const int SlugLength = 8;
    private const int KeyLength = 32;
    private const string SlugLetters = "abcdefghjkmnpqrstuvwxyz23456789";

    private Merchant()
    {
    }

    /// <summary>Stands in its address and its QR code; never changes.</summary>
    public string Slug { get; private init; } = string.Empty;
    public LocalizedText Name { get; private set; } = new(string.Empty);
    public MerchantCategory Category { get; private set; }
    public LocalizedText Address { get; private set; } = new(string.Empty);
    public string AreaCode { get; private set; } = string.Empty;

    /// <summary>The fund its pledge goes to.</summary>
    public Guid FundId { get; private set; }
    public PledgeKind PledgeKind { get; private set; }
    public int PledgeRate { get; private set; }
    public string ContactName { get; private set; } = string.Empty;
    public string ContactTelephone { get; private set; } = string.Empty;
    public string ContactEmail { get; private set; } = string.Empty;

    [NotAudited]
    public byte[] ContactEmailHash { get; private set; } = [];

    /// <summary>Opens the page on which the merchant tells its sales without an account; encrypted at rest.</summary>
    public string SettlementKey { get; private init; } = string.Empty;

    /// <summary>The language of its mails.</summary>
    public string Culture { get; private init; } = string.Empty;
    public DateTime AppliedUtc { get; private init; }

    /// <summary>The first day of its pledge; null until it is admitted.</summary>
    public DateOnly? Since { get; private set; }

    /// <summary>The last day; null while it lasts.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>The last month (its first day) for which it was asked to tell its sales.</summary>
    public DateOnly? AskedFor { get; private set; }

    /// <summary>What has come from it, in minor units: counted in the transaction that books a gift, so that no page has to sum up gifts.</summary>
    public long GivenMinor { get; private set; }
    public int GiftCount { get; private set; }

    /// <summary>Counts the edits; one made on an older revision is refused.</summary>
    public int Revision { get; private set; }

    public Pledge Pledge => new(PledgeKind, PledgeRate);

    public bool IsPublic => State is MerchantProcess.Active or MerchantProcess.Left;

    public AttachmentOwner Files => FilesOf(Id);

    /// <summary>The key of the alert that is open until somebody has decided about the application.</summary>
    public string AlertKey => $"merchant:{Id:N}";

    public static AttachmentOwner FilesOf(Guid id) => new("merchant", id);

    public static string NewSlug() => RandomNumberGenerator.GetString(SlugLetters, SlugLength);

    public static Merchant Apply(Guid id, string slug, MerchantFacts facts, MerchantContact contact, byte[] emailHash, string culture, DateTimeOffset now)
    {
        var merchant = new Merchant
        {
            Id = id, Slug = slug, SettlementKey = RandomNumberGenerator.GetHexString(KeyLength, lowercase: true), Culture = culture, AppliedUtc = now.UtcDateTime,
        };
        merchant.BeginIn(MerchantProcess.Applied);
        merchant.Describe(facts);
        merchant.Reach(contact, emailHash);
        return merchant;
    }

    public void Describe(MerchantFacts facts)
    {
        if (!facts.Pledge.IsPossible)
        {
            throw new ArgumentException($"{facts.Pledge} cannot be pledged.", nameof(facts));
        }

        (Name, Category, Address, AreaCode, FundId) = (facts.Name, facts.Category, facts.Address, facts.AreaCode, facts.FundId);
        (PledgeKind, PledgeRate) = (facts.Pledge.Kind, facts.Pledge.Rate);
    }

    public void Reach(MerchantContact contact, byte[] emailHash) => (ContactName, ContactTelephone, ContactEmail, ContactEmailHash) = (contact.Name, contact.Telephone, contact.Email, emailHash);

    public void CountEdit() => Revision++;

    public void Joined(DateOnly since) => Since = since;

    /// <summary>Leaves; a pledge never ends before it began.</summary>
    public void Ended(DateOnly until) => Until = until < Since ? Since : until;

    public void Asked(DateOnly month) => AskedFor = month;

    public void Received(long amountMinor)
    {
        GivenMinor += amountMinor;
        GiftCount++;
    }

    /// <summary>Whoever stood behind it is forgotten; the merchant and what it gave stay.</summary>
    public void ForgetContact() => Reach(new MerchantContact(string.Empty, string.Empty, string.Empty), []);

    public bool OpensWith(string? key) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(key ?? string.Empty), System.Text.Encoding.UTF8.GetBytes(SettlementKey));

    /// <summary>Whether its pledge covers any day of the month (given by its first day).</summary>
    public bool PledgedIn(DateOnly month) => Since is { } since && since < month.AddMonths(1) && (Until is null || Until >= month);
}
