using Charity.Platform.Verification;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Tests of payments on a shared site: whatever one of them did, <c>verify</c> finds the books right after it.</summary>
public abstract class PaymentTests(SharedSites sites) : IAsyncDisposable
{
    private readonly HashSet<CharityApp> _used = [];

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var site in _used)
        {
            Assert.Empty(await site.InScopeAsync(FindAsync));
        }
    }

    protected async Task<CharityApp> OnAsync(DatabaseKind database)
    {
        var site = await sites.OnAsync(database);
        _used.Add(site);
        return site;
    }

    /// <summary>All but the gifts: tests of charges raise money without donors.</summary>
    private static async Task<IReadOnlyList<Finding>> FindAsync(IServiceProvider services)
    {
        var found = new List<Finding>();
        foreach (var verification in services.GetServices<IVerification>().Where(verification => verification.GetType().Assembly != typeof(Charity.Donations.Permissions).Assembly))
        {
            await foreach (var finding in verification.VerifyAsync((_, _, _) => { }, TestContext.Current.CancellationToken))
            {
                found.Add(finding);
            }
        }

        return found;
    }
}
