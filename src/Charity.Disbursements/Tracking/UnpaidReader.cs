using Charity.Disbursements.PastPayouts;
using Charity.Disbursements.Requests;
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

/// <summary>Something that will be late if nobody does anything.</summary>
internal sealed record EarlyWarning(string What, string? Address, string Why);

/// <summary>After how many days somebody is warned. Periods differ from place to place.</summary>
internal sealed record TrackingSettings
{
    /// <summary>A due instalment that its organisation has not asked for.</summary>
    public int DaysToAsk { get; init; } = 14;

    /// <summary>An approved payment that no cashier has collected.</summary>
    public int DaysToCollect { get; init; } = 3;

    /// <summary>A payment that the bank has not answered for.</summary>
    public int DaysAtTheBank { get; init; } = 3;

    /// <summary>Before an undecided request lapses.</summary>
    public int DaysBeforeLapse { get; init; } = 5;
}

/// <summary>Reads everything that is not paid. It grows with what waits, not with what was paid.</summary>
internal sealed class UnpaidReader(CharityDbContext db, IProjectTracking projects, ISettingsStore settings, IStringLocalizer texts, SiteTime time, TimeProvider clock)
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
            if (unpaid.Until is null && item.Days > rules.DaysToAsk)
            {
                warnings.Add(new EarlyWarning(what, address, texts["{0}, {1} for {2} days", item.Reason, item.Owner, item.Days]));
            }
        }
    }

    private async Task AddRequestsAsync(List<UnpaidItem> items, List<EarlyWarning> warnings, TrackingSettings rules, CancellationToken cancellationToken)
    {
        var open = await db.Set<PaymentRequest>().AsNoTracking().Where(request => PaymentProcess.Open.Contains(request.State) && request.Currency == Money.Yuan).ToListAsync(cancellationToken);
        var ids = open.ConvertAll(request => request.Id);
        var since = await db.Set<WorkflowStep>().Where(step => step.Process == PaymentProcess.Table.Process && ids.Contains(step.InstanceId) && step.From != step.To)
            .GroupBy(step => step.InstanceId).Select(group => new { group.Key, Last = group.Max(step => step.AtUtc) }).ToDictionaryAsync(group => group.Key, group => group.Last, cancellationToken);
        foreach (var request in open)
        {
            var (reason, owner, most) = request.State switch
            {
                PaymentProcess.Asked => (texts["Waits for approval"], texts["with the fund managers"], int.MaxValue),
                PaymentProcess.Returned => (texts["Was returned and has to be asked for again"], texts["with whoever asked for it"], rules.DaysToAsk),
                PaymentProcess.Approved => (texts["Approved, waits to be collected for the bank"], texts["with the cashier"], rules.DaysToCollect),
                _ => (texts["Sent to the bank"], texts["with the bank or the cashier"], rules.DaysAtTheBank),
            };
            var (what, address) = ($"{request.Code} {request.Title}", $"/manage/payments/{request.Id}");
            var item = new UnpaidItem(what, address, request.OpenMinor, reason, owner, since.GetValueOrDefault(request.Id, request.RequestedUtc), null, DaysSince(since.GetValueOrDefault(request.Id, request.RequestedUtc)));
            items.Add(item);
            if (request.State == PaymentProcess.Asked && request.DecideByUtc <= clock.GetUtcNow().UtcDateTime.AddDays(rules.DaysBeforeLapse))
            {
                warnings.Add(new EarlyWarning(what, address, texts["Lapses undecided on {0}", DayWords.Of(time.DayOf(request.DecideByUtc))]));
            }
            else if (item.Days > most)
            {
                warnings.Add(new EarlyWarning(what, address, texts["{0}, {1} for {2} days", item.Reason, item.Owner, item.Days]));
            }
        }
    }

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
