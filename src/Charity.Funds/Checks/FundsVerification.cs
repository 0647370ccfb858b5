using Charity.Funds.Register;
using Charity.Ledger.Contracts;
using Charity.Organisations.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Settings;
using Charity.Platform.Verification;
using Microsoft.EntityFrameworkCore;

namespace Charity.Funds.Checks;

/// <summary>Every fund has its accounts, and every open fund is complete.</summary>
internal sealed class FundsVerification(CharityDbContext db, ILedgerTotals totals, ICharityProfile charity, ISettingsStore settings) : IVerification
{
    public string Name => "Funds have their accounts, and open funds are complete";

    public async IAsyncEnumerable<Finding> VerifyAsync(ReportProgress progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var funds = await db.Set<Fund>().AsNoTracking().AsSplitQuery().Include(fund => fund.Campaign).Include(fund => fund.Committee).OrderBy(fund => fund.Slug).ToListAsync(cancellationToken);
        progress(Name, funds.Count, funds.Count);
        var accounts = await totals.BalancesAsync([.. funds.SelectMany(AccountsOf)], cancellationToken);
        if (funds.SelectMany(AccountsOf).FirstOrDefault(code => !accounts.ContainsKey(code)) is { } missing)
        {
            yield return new Finding("fund_has_accounts", missing, "an account", "none");
        }

        var profile = await charity.GetAsync(cancellationToken);
        var rules = await settings.GetAsync<FundSettings>(cancellationToken);
        foreach (var fund in funds.Where(fund => fund.State == FundProcess.Open))
        {
            if (OpeningRules.Missing(fund, profile, rules).FirstOrDefault() is { } lack)
            {
                yield return new Finding("open_fund_is_complete", $"fund {fund.Slug}", "nothing missing", lack.Code);
                yield break;
            }
        }
    }

    private static IEnumerable<string> AccountsOf(Fund fund) => [AccountCodes.FundAvailable(fund.Slug), AccountCodes.FundFees(fund.Slug)];
}
