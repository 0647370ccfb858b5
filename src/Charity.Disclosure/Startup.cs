using Charity.Platform.Modules;

namespace Charity.Disclosure;

internal sealed class Startup : StartupBase;
