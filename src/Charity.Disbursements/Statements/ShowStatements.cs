using Charity.Disbursements.Banks;
using Charity.Disbursements.Batches;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Settings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Disbursements.Statements;

/// <summary>What the bank's statements have and we do not, and what we have paid and no statement confirms, oldest first.</summary>
[Requires(Permissions.ViewStatements)]
internal sealed record ShowStatements : IQuery<StatementPage>;

/// <param name="UntilDay">The last day the statements tell of; null while none was taken in.</param>
/// <param name="Bookings">The oldest of <paramref name="BookingCount"/>.</param>
/// <param name="Transfers">The oldest of <paramref name="TransferCount"/>.</param>
/// <param name="Demands">Money that came in with a demand's number, the latest.</param>
internal sealed record StatementPage(
    DateOnly? UntilDay, int BookingCount, IReadOnlyList<OpenBooking> Bookings, int TransferCount, long TransferSumMinor, IReadOnlyList<UnconfirmedTransfer> Transfers, IReadOnlyList<OpenBooking> Demands, int DaysToConfirm);

internal sealed record OpenBooking(Guid Id, string BankNumber, DateOnly BookedOn, bool IsDebit, long AmountMinor, string PartyName, string PartyAccount, string Remark, StatementMatch Match, Guid? DemandId);

internal sealed record UnconfirmedTransfer(Guid Id, Guid BatchId, string BatchCode, Guid PaymentId, string PayeeName, long AmountMinor, string Currency, DateOnly PaidOn);

internal sealed class ShowStatementsHandler(CharityDbContext db, StatementDesk desk, ISettingsStore settings, SiteTime time) : IRequestHandler<ShowStatements, Result<StatementPage>>
{
    private const int MostShown = 200;
    private const int DemandsShown = 20;

    public async Task<Result<StatementPage>> Handle(ShowStatements request, CancellationToken cancellationToken)
    {
        var days = (await settings.GetAsync<BankSettings>(cancellationToken)).DaysToConfirm;
        var first = await db.Set<StatementRow>().MinAsync(row => (DateOnly?)row.BookedOn, cancellationToken);
        var until = await db.Set<StatementRow>().MaxAsync(row => (DateOnly?)row.BookedOn, cancellationToken);
        var bookings = await Shown(desk.OpenRows().OrderBy(row => row.BookedOn).ThenBy(row => row.BankNumber)).Take(MostShown).ToListAsync(cancellationToken);
        var demands = await Shown(db.Set<StatementRow>().Where(row => row.Match == StatementMatch.Demand).OrderByDescending(row => row.BookedOn).ThenBy(row => row.BankNumber)).Take(DemandsShown).ToListAsync(cancellationToken);

        // Before the first statement nothing could be confirmed.
        var unconfirmed = Unconfirmed(first ?? DateOnly.MaxValue, time.Today.AddDays(-days));
        var sum = await unconfirmed.GroupBy(_ => 1).Select(group => new { Count = group.Count(), Sum = group.Sum(transfer => transfer.AmountMinor) }).SingleOrDefaultAsync(cancellationToken);
        var transfers = await unconfirmed.OrderBy(transfer => transfer.PaidOn).ThenBy(transfer => transfer.Id).Take(MostShown).ToListAsync(cancellationToken);
        return new StatementPage(
            until, await desk.OpenRows().CountAsync(cancellationToken), bookings, sum?.Count ?? 0, sum?.Sum ?? 0,
            [.. transfers.Select(transfer => new UnconfirmedTransfer(
                transfer.Id, transfer.BatchId, FormattableString.Invariant($"B{transfer.Year}-{transfer.Number:0000}"), transfer.RequestId, transfer.PayeeName, transfer.AmountMinor, transfer.Currency, transfer.PaidOn!.Value))],
            demands, days);
    }

    private IQueryable<PaidTransfer> Unconfirmed(DateOnly first, DateOnly beforeDay) =>
        from sent in db.Set<BatchLine>().AsNoTracking()
        where sent.Answer == LineAnswer.Paid
            && !db.Set<StatementConfirmation>().Any(confirmation => confirmation.TransferId == sent.Id) && !db.Set<StatementNote>().Any(note => note.TransferId == sent.Id)
        join line in db.Set<PaymentLine>() on sent.LineId equals line.Id
        where line.PaidOn >= first && line.PaidOn < beforeDay
        join batch in db.Set<PaymentBatch>() on sent.BatchId equals batch.Id
        select new PaidTransfer
        {
            Id = sent.Id, BatchId = batch.Id, Year = batch.Year, Number = batch.Number, RequestId = line.RequestId, PayeeName = line.PayeeName, AmountMinor = sent.AmountMinor, Currency = line.Currency, PaidOn = line.PaidOn,
        };

    private static IQueryable<OpenBooking> Shown(IQueryable<StatementRow> rows) => rows.Select(row => new OpenBooking(
        row.Id, row.BankNumber, row.BookedOn, row.IsDebit, row.AmountMinor, row.PartyName, row.PartyAccount, row.Remark, row.Match, row.DemandId));

    private sealed record PaidTransfer
    {
        public Guid Id { get; init; }
        public Guid BatchId { get; init; }
        public int Year { get; init; }
        public int Number { get; init; }
        public Guid RequestId { get; init; }
        public string PayeeName { get; init; } = string.Empty;
        public long AmountMinor { get; init; }
        public string Currency { get; init; } = string.Empty;
        public DateOnly? PaidOn { get; init; }
    }
}
