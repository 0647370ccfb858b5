using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Ledger.Reading;
using Charity.Ledger.Totals;
using Charity.Ledger.Verifying;
using Charity.Ledger.Writing;
using Charity.Platform.Commands;
using Charity.Platform.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Ledger;

internal sealed class Startup : StartupBase
{
    public override void ConfigureServices(ModuleServices module)
    {
        module.Services.AddScoped<ILedger, Bookkeeper>();
        module.Services.AddScoped<ILedgerTotals, LedgerTotals>();
        module.Services.AddScoped<ILedgerReader, LedgerReader>();
        module.Services.AddScoped<ISetupStep, AnalyseTables>();
        module.Services.AddScoped<LedgerAudit>();
        module.AddVerification<LedgerVerification<ChainCheck>>();
        module.AddVerification<LedgerVerification<BalancesCheck>>();
        module.AddVerification<LedgerVerification<SummariesCheck>>();
        module.AddVerification<LedgerVerification<CorrectionsCheck>>();
        module.AddJob<VerifyEveryNight>("Checks the books and everything that hangs on them", VerifyEveryNight.Cron);
        module.AddPermissions<Permissions>();
        module.AddMenu<AdminMenu>();
    }
}
