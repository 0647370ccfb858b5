using Charity.Platform.Modules;

namespace Charity.Users;

internal sealed class Startup : StartupBase;
