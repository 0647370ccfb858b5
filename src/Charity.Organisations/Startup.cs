using Charity.Platform.Modules;

namespace Charity.Organisations;

internal sealed class Startup : StartupBase;
