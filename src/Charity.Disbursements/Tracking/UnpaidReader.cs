using Charity.Disbursements.Batches;
using Charity.Disbursements.PastPayouts;
using Charity.Disbursements.Requests;
using Charity.Platform.Calendars;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Charity.Platform.Workflow;
using Charity.Ventures.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Tracking;

/// <summary>Money that was received or promised and is not paid, with the reason and whoever has to do something.</summary>
/// <param name="Reason">In the reader's language.</param>
/// <param name="Owner">In the reader's language.</param>
/// <param name="Until">Nothing is expected of anybody before that day; null when something is.</param>
/// <param name="Days">How long it has waited with them.</param>
internal sealed record UnpaidItem(string What, string? Address, long AmountMinor, string Reason, string Owner, DateTime SinceUtc, DateOnly? Until, int Days);

/// <summary>What somebody has to do before it is late.</summary>
internal enum WarnedOf
{
    /// <summary>Conditions of an instalment that are not met for long, or money that its organisation has not asked for.</summary>
    Instalment,

    /// <summary>A request that lapses undecided.</summary>
    Decision,

    /// <summary>An approved payment that no cashier has collected.</summary>
    Collection,

    /// <summary>A returned request, or one that the bank has not answered for.</summary>
    Other,
}

/// <summary>Something that will be late if nobody does anything.</summary>
/// <param name="Id">Of the instalment or the request.</param>
internal sealed record EarlyWarning(WarnedOf Of, Guid Id, string What, string? Address, string Why);

/// <summary>When somebody is warned, on the page and by mail. Periods differ from place to place.</summary>
internal sealed record TrackingSettings
{
    /// <summary>After which a due instalment is told that its organisation has not asked for.</summary>
    public int DaysToAsk { get; init; } = 14;

    /// <summary>After which an approved payment is told that no cashier has collected.</summary>
    public int WorkingDaysToCollect { get; init; } = 3;

    /// <summary>After which a payment is told that the bank has not answered for.</summary>
    public int DaysAtTheBank { get; init; } = 3;

    /// <summary>Left before an undecided request lapses.</summary>
    public int WorkingDaysBeforeLapse { get; init; } = 3;

    /// <summary>Left before money has to have come back.</summary>
    public int DaysBeforeReturn { get; init; } = 7;
}

/// <summary>Reads everything that is not paid. It grows with what waits, not with what was paid.</summary>
internal sealed class UnpaidReader(CharityDbContext db, IProjectTracking projects, ISettingsStore settings, IWorkingDays workingDays, IStringLocalizer texts, SiteTime time, TimeProvider clock)
{
    /// <summary>The longest waiting first; what is expected of nobody yet comes last.</summary>
    public async Task<(IReadOnlyList<UnpaidItem> Items, IReadOnlyList<EarlyWarning> Warnings)> ReadAsync(CancellationToken cancellationToken)
    {
        var rules = await settings.GetAsync<TrackingSettings>(cancellationToken);
        var (items, warnings) = (new List<UnpaidItem>(), new List<EarlyWarning>());
        await AddInstalmentsAsync(items, warnings, rules, cancellationToken);
        await AddRequestsAsync(items, warnings, rules, cancellationToken);
        await AddPastAsync(items, cancellationToken);
        return ([.. items.OrderBy(item => item.Until is not null).ThenByDescending(item => item.Days).ThenByDescending(item => item.AmountMinor)], warnings);
    }

    private async Task AddInstalmentsAsync(List<UnpaidItem> items, List<EarlyWarning> warnings, TrackingSettings rules, CancellationToken cancellationToken)
    {
        foreach (var unpaid in (await projects.UnpaidAsync(cancellationToken)).Where(unpaid => unpaid.Currency == Money.Yuan))
        {
            var (what, address) = ($"{unpaid.ProjectTitle} · {unpaid.Name}", $"/office/projects/{unpaid.ProjectSlug}");
            var item = new UnpaidItem(what, address, unpaid.AmountMinor, texts[unpaid.Reason], texts[unpaid.WaitsWith], unpaid.SinceUtc, unpaid.Until, DaysSince(unpaid.SinceUtc));
            items.Add(item);
            if (unpaid.Until is null && item.Days >= rules.DaysToAsk)
            {
                warnings.Add(new EarlyWarning(WarnedOf.Instalment, unpaid.Id, what, address, texts["{0}, {1} for {2} days", item.Reason, item.Owner, item.Days]));
            }
        }
    }

    private async Task AddRequestsAsync(List<UnpaidItem> items, List<EarlyWarning> warnings, TrackingSettings rules, CancellationToken cancellationToken)
    {
        var open = await db.Set<PaymentRequest>().AsNoTracking().Where(request => PaymentProcess.Open.Contains(request.State) && request.Currency == Money.Yuan).ToListAsync(cancellationToken);
        var ids = open.ConvertAll(request => request.Id);
        var since = await db.Set<WorkflowStep>().Where(step => step.Process == PaymentProcess.Table.Process && ids.Contains(step.InstanceId) && step.From != step.To)
            .GroupBy(step => step.InstanceId).Select(group => new { group.Key, Last = group.Max(step => step.AtUtc) }).ToDictionaryAsync(group => group.Key, group => group.Last, cancellationToken);
        var collected = await (from batch in db.Set<PaymentBatch>()
                               where batch.State == BatchProcess.Made || batch.State == BatchProcess.Confirmed
                               join line in db.Set<PaymentLine>() on batch.Id equals line.BatchId
                               select line.RequestId).Distinct().ToListAsync(cancellationToken);
        foreach (var request in open)
        {
            var (reason, owner) = request.State switch
            {
                PaymentProcess.Approved when collected.Contains(request.Id) => (texts["Collected, waits to be confirmed and released"], texts["with the cashier"]),
                PaymentProcess.Asked => (texts["Waits for approval"], texts["with the fund managers"]),
                PaymentProcess.Returned => (texts["Was returned and has to be asked for again"], texts["with whoever asked for it"]),
                PaymentProcess.Approved => (texts["Approved, waits to be collected for the bank"], texts["with the cashier"]),
                _ => (texts["Sent to the bank"], texts["with the bank or the cashier"]),
            };
            var (what, address, from) = ($"{request.Code} {request.Title}", $"/manage/payments/{request.Id}", since.GetValueOrDefault(request.Id, request.RequestedUtc));
            var item = new UnpaidItem(what, address, request.OpenMinor, reason, owner, from, null, DaysSince(from));
            items.Add(item);
            if (WarningOf(request, item, collected.Contains(request.Id), rules) is { } warned)
            {
                var why = warned == WarnedOf.Decision ? texts["Lapses undecided on {0}", DayWords.Of(time.DayOf(request.DecideByUtc))] : texts["{0}, {1} for {2} days", item.Reason, item.Owner, item.Days];
                warnings.Add(new EarlyWarning(warned, request.Id, what, address, why));
            }
        }
    }

    private WarnedOf? WarningOf(PaymentRequest request, UnpaidItem item, bool isCollected, TrackingSettings rules) => request.State switch
    {
        PaymentProcess.Asked => workingDays.Between(time.Today, time.DayOf(request.DecideByUtc)) <= rules.WorkingDaysBeforeLapse ? WarnedOf.Decision : null,
        PaymentProcess.Approved => workingDays.Between(time.DayOf(item.SinceUtc), time.Today) >= rules.WorkingDaysToCollect ? isCollected ? WarnedOf.Other : WarnedOf.Collection : null,
        _ => item.Days >= (request.State == PaymentProcess.Returned ? rules.DaysToAsk : rules.DaysAtTheBank) ? WarnedOf.Other : null,
    };

    private async Task AddPastAsync(List<UnpaidItem> items, CancellationToken cancellationToken)
    {
        foreach (var row in await db.Set<PastPayout>().AsNoTracking().Where(row => row.PaidMinor < row.ReceivedMinor && row.Standing != ProjectStanding.Stopped).ToListAsync(cancellationToken))
        {
            var since = new DateTime(row.Year, 12, 31, 0, 0, 0, DateTimeKind.Utc);
            items.Add(new UnpaidItem(
                $"{row.Code} {row.Title}", null, row.ReceivedMinor - row.PaidMinor, row.Reason.Length > 0 ? row.Reason : texts["The list of that year gives no reason"],
                row.Owner.Length > 0 ? row.Owner : texts["nobody named"], since, null, DaysSince(since)));
        }
    }

    private int DaysSince(DateTime sinceUtc) => Math.Max(0, (int)(clock.GetUtcNow().UtcDateTime - sinceUtc).TotalDays);
}
