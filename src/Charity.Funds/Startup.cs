using Charity.Platform.Modules;

namespace Charity.Funds;

internal sealed class Startup : StartupBase;
