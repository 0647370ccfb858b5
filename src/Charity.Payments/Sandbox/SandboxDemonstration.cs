using Charity.Platform.Web;

namespace Charity.Payments.Sandbox;

/// <summary>While the sandbox takes the payments, every page says so.</summary>
internal sealed class SandboxDemonstration : IDemonstration
{
    public bool IsOn => true;
}
