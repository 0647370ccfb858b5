using Charity.Ledger.Contracts;
using Charity.Ledger.Journal;
using Charity.Ledger.Reading;
using Charity.Ledger.Totals;
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
        module.AddPermissions<Permissions>();
    }
}
