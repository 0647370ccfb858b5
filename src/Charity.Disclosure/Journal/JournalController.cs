using System.Text;
using Charity.Platform.Exports;
using Charity.Platform.Localization;
using Charity.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.RateLimiting;

namespace Charity.Disclosure.Journal;

/// <summary>The ledger as a page: the trial balance, the journal and its filters.</summary>
/// <param name="Entries">Null when the filter cannot be understood.</param>
internal sealed record JournalPage(ListEntries Filter, TrialBalancePage Balance, EntryList? Entries);

internal sealed class JournalController : CharityController
{
    // A part of a reference is looked for entry by entry, so the address may not be asked without end.
    [HttpGet("/transparency/ledger"), OutputCache(PolicyName = OutputCaching.Policy), EnableRateLimiting(RateLimits.Search)]
    public async Task<IActionResult> Index([FromQuery] ListEntries filter)
    {
        var balance = await SendAsync(new ShowTrialBalance());
        var entries = await SendAsync(filter);
        if (entries.Failure is { } failure)
        {
            AddErrors(failure);
        }

        return View(new JournalPage(filter, balance.Value, entries.Succeeded ? entries.Value : null));
    }

    [HttpGet("/transparency/ledger/{number:long}"), OutputCache(PolicyName = OutputCaching.Policy)]
    public Task<IActionResult> Entry(long number) => ShowAsync(new ShowEntry(number));

    /// <summary>What the entry's hash is computed from, byte for byte.</summary>
    [HttpGet("/transparency/ledger/{number:long}/text")]
    public async Task<IActionResult> Text(long number)
    {
        var entry = await SendAsync(new ShowEntry(number));
        return entry.Failure is { } failure ? Refuse(failure) : File(Encoding.UTF8.GetBytes(entry.Value.Text), "text/plain; charset=utf-8", $"entry-{number}.txt");
    }

    [HttpGet("/transparency/ledger/export"), EnableRateLimiting(RateLimits.Search)]
    public async Task<IActionResult> Export([FromQuery] ExportEntries filter, string? format)
    {
        var chosen = ExportFile.FormatOf(format);
        if (chosen.Failure is { } unknown)
        {
            return Refuse(unknown);
        }

        var table = await SendAsync(filter);

        // The journal's page says what is wrong with the filter.
        return table.Succeeded ? new ExportFile(table.Value, chosen.Value, T["Journal"]) : LocalRedirect("/transparency/ledger?" + filter.ToQueryString());
    }

    [HttpGet("/transparency/ledger/accounts/export"), EnableRateLimiting(RateLimits.Search)]
    public async Task<IActionResult> ExportAccounts(string? format)
    {
        var chosen = ExportFile.FormatOf(format);
        return chosen.Failure is { } unknown ? Refuse(unknown) : new ExportFile((await SendAsync(new ExportTrialBalance())).Value, chosen.Value, T["Trial balance"]);
    }
}
