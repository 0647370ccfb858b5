using Charity.Platform.Modules;

namespace Charity.Contents;

internal sealed class Startup : StartupBase;
