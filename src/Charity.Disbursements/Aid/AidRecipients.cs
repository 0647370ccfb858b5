using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Platform.Data;
using Charity.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Aid;

/// <summary>A person of a list as others may see them.</summary>
/// <param name="FailedFor">The bank's words.</param>
internal sealed record MaskedRecipient(int Number, string Name, string AreaCode, long AmountMinor, RecipientState State, DateOnly? PaidOn, string? FailedFor);

/// <summary>Reads the people of lists, masked, a page at a time.</summary>
internal sealed class AidRecipients(CharityDbContext db)
{
    public const int PageSize = 50;

    /// <param name="after">The last number of the page before, 0 for the first page.</param>
    /// <returns>One page, and the cursor of the next; null on the last.</returns>
    public async Task<(IReadOnlyList<MaskedRecipient> Rows, int? Next)> PageAsync(AidList list, int after, CancellationToken cancellationToken)
    {
        var rows = await Of(list.Id).Where(row => row.Number > after).OrderBy(row => row.Number).Take(PageSize + 1).ToListAsync(cancellationToken);
        return ([.. rows.Take(PageSize).Select(row => row.Masked(list.Standing))], rows.Count > PageSize ? rows[PageSize - 1].Number : null);
    }

    public IAsyncEnumerable<MaskedRecipient> All(AidList list) => Of(list.Id).OrderBy(row => row.Number).AsAsyncEnumerable().Select(row => row.Masked(list.Standing));

    public IQueryable<RecipientRow> Of(Guid listId) =>
        from recipient in db.Set<AidRecipient>().AsNoTracking()
        where recipient.ListId == listId
        join line in db.Set<PaymentLine>() on recipient.Id equals line.Id
        select new RecipientRow
        {
            Id = recipient.Id, Number = recipient.Number, Name = line.PayeeName, AreaCode = recipient.AreaCode, AmountMinor = line.AmountMinor, PaidOn = line.PaidOn, BatchId = line.BatchId, VoidedUtc = line.VoidedUtc, FailedFor = line.FailedFor,
        };

    /// <summary>Only what is shown is read: neither identity nor card number leaves the database.</summary>
    internal sealed record RecipientRow
    {
        public Guid Id { get; init; }
        public int Number { get; init; }
        public string Name { get; init; } = string.Empty;
        public string AreaCode { get; init; } = string.Empty;
        public long AmountMinor { get; init; }
        public DateOnly? PaidOn { get; init; }
        public Guid? BatchId { get; init; }
        public DateTime? VoidedUtc { get; init; }
        public string? FailedFor { get; init; }

        public RecipientState StateIn(AidStanding standing) =>
            PaidOn is not null ? RecipientState.Paid
            : standing == AidStanding.Ended || VoidedUtc is not null ? RecipientState.Ended
            : standing == AidStanding.Asked ? RecipientState.Waiting
            : BatchId is not null ? RecipientState.WithTheBank
            : FailedFor is not null ? RecipientState.Refused
            : RecipientState.Approved;

        public MaskedRecipient Masked(AidStanding standing) => new(Number, PersonNames.Mask(Name), AreaCode, AmountMinor, StateIn(standing), PaidOn, FailedFor);
    }
}
