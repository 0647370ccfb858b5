using Charity.Platform.Modules;

namespace Charity.Ledger;

internal sealed class Startup : StartupBase;
