using Charity.Platform.Requests;
using Charity.Platform.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Disbursements.Returns;

/// <summary>What has to be true before a demand moves, each with the reason a person can act on.</summary>
internal static class ReturnRules
{
    public static Task<Failure?> EverythingMustBeBack(ReturnDemand demand, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        demand.OpenMinor == 0 ? null : Failure.Conflict("return_open", "Not all of it has come back."));

    public static Task<Failure?> NothingMustHaveComeIn(ReturnDemand demand, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        demand.ReceivedMinor == 0 ? null : Failure.Conflict("return_received", "Some of it has come back already. What is left can be written off."));

    /// <summary>Whoever demanded money does not let it go.</summary>
    public static Task<Failure?> ByAnotherPerson(ReturnDemand demand, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        services.GetRequiredService<ICurrentUser>().Id == demand.DemandedById
            ? Failure.Conflict("same_person", "You demanded this money yourself, so somebody else has to write it off.")
            : null);
}

internal static class ReturnFailures
{
    public static Failure Unknown => Failure.NotFound("return_unknown", "There is no such demand.");
}
