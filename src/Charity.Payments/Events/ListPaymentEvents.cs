using Charity.Platform.Data;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Charity.Payments.Events;

internal sealed record PaymentEventRow(
    Guid Id, string Provider, string EventId, string Type, InboxState State, int Attempts, DateTime CreatedUtc, DateTime ReceivedUtc, DateTime? DoneUtc, string? Error);

/// <param name="Parked">Those that wait for somebody, shown before everything else; empty when a state was chosen.</param>
/// <param name="Next">The key of the next page; null on the last one.</param>
internal sealed record PaymentEventList(InboxState? State, IReadOnlyList<PaymentEventRow> Parked, IReadOnlyList<PaymentEventRow> Rows, bool IsFirstPage, Guid? Next);

/// <summary>The events that came in, newest first.</summary>
/// <param name="Before">Key of the last row of the page before.</param>
[Requires(Permissions.ViewPaymentEvents)]
internal sealed record ListPaymentEvents(InboxState? State, Guid? Before) : IQuery<PaymentEventList>;

internal sealed class ListPaymentEventsHandler(CharityDbContext db) : IRequestHandler<ListPaymentEvents, Result<PaymentEventList>>
{
    private const int PageSize = 50;

    public async Task<Result<PaymentEventList>> Handle(ListPaymentEvents request, CancellationToken cancellationToken)
    {
        var parked = request is { State: null, Before: null } ? await PageAsync(InboxState.Parked, before: null, cancellationToken) : [];
        var rows = await PageAsync(request.State, request.Before, cancellationToken);
        var page = rows.Take(PageSize).ToList();
        return new PaymentEventList(request.State, parked.Take(PageSize).ToList(), page, request.Before is null, rows.Count > PageSize ? page[^1].Id : null);
    }

    private Task<List<PaymentEventRow>> PageAsync(InboxState? state, Guid? before, CancellationToken cancellationToken)
    {
        var events = db.Set<InboxEvent>().AsNoTracking();
        events = state is { } one ? events.Where(e => e.State == one) : events;
        events = before is { } key ? events.Where(e => e.Id < key) : events;
        return events
            .OrderByDescending(e => e.Id)
            .Take(PageSize + 1)
            .Select(e => new PaymentEventRow(e.Id, e.Provider, e.EventId, e.Type, e.State, e.Attempts, e.CreatedUtc, e.ReceivedUtc, e.DoneUtc, e.Error))
            .ToListAsync(cancellationToken);
    }
}
