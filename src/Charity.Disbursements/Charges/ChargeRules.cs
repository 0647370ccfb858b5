using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Settings;
using Charity.Platform.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Disbursements.Charges;

/// <summary>What has to be true before a charge is booked, each with the reason a person can act on.</summary>
internal static class ChargeRules
{
    public static Task<Failure?> ByAnotherPerson(AdministrationCharge charge, IServiceProvider services, CancellationToken cancellationToken) => Task.FromResult(
        services.GetRequiredService<ICurrentUser>().Id == charge.ProposedById
            ? Failure.Conflict("same_person", "You proposed this charge yourself, so somebody else has to book it.")
            : null);

    /// <summary>Looked at again in the moment it is taken: gifts may have been refunded since it was proposed, and the year may be over.</summary>
    public static async Task<Failure?> MustBeWithinTheLimit(AdministrationCharge charge, IServiceProvider services, CancellationToken cancellationToken) =>
        charge.Year != services.GetRequiredService<SiteTime>().Today.Year
            ? Failure.Conflict("charge_year_over", "This charge was proposed for {0}, which is over. Decline it and propose it anew.", charge.Year)
            : (await services.GetRequiredService<ChargeDesk>().RoomAsync(charge.FundSlug, charge.Year, except: charge.Id, cancellationToken)).RefusalOf(charge.AmountMinor);
}

internal static class ChargeFailures
{
    public static Failure Unknown => Failure.NotFound("charge_unknown", "There is no such administration charge.");
}

/// <summary>How much may still be taken of a fund in a year, in yuan's minor units.</summary>
/// <param name="RaisedMinor">In the year, less what went back to donors.</param>
/// <param name="TakenMinor">In the year, proposals included.</param>
/// <param name="FreeMinor">On the fund's account, neither promised nor proposed for another charge.</param>
internal sealed record ChargeRoom(int Year, long RaisedMinor, int LimitBasisPoints, long TakenMinor, long FreeMinor)
{
    /// <summary>Cut off to the fen.</summary>
    public long LimitMinor => (long)((Int128)Math.Max(0, RaisedMinor) * LimitBasisPoints / 10_000);

    public long LeftMinor => Math.Max(0, Math.Min(LimitMinor - TakenMinor, FreeMinor));

    public Failure? RefusalOf(long amountMinor) =>
        amountMinor > LimitMinor - TakenMinor ? Failure.Conflict("charge_over_limit", "The limit of {0} allows {1} more: this fund raised {2}.", Year, Money.Format(Math.Max(0, LimitMinor - TakenMinor), Money.Yuan), Money.Format(RaisedMinor, Money.Yuan))
        : amountMinor > FreeMinor ? Failure.Conflict("charge_not_free", "The fund has only {0} free.", Money.Format(Math.Max(0, FreeMinor), Money.Yuan))
        : null;
}
