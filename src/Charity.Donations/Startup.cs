using Charity.Platform.Modules;

namespace Charity.Donations;

internal sealed class Startup : StartupBase;
