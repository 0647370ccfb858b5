using Charity.Platform.Modules;

[assembly: Module(Name = "Donations", Description = "Gifts, receipts, tracking.")]
[assembly: Feature(Charity.Donations.Features.Offline, Name = "Cash and bank gifts", Description = "Gifts that staff enter and a second person confirms.")]

namespace Charity.Donations;

internal static class Features
{
    public const string Offline = "Charity.Donations.Offline";
}
