using Charity.Platform.Modules;

namespace Charity.Payments;

internal sealed class Startup : StartupBase;
