using Charity.Platform.Verification;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>Tests of payments on a shared site: whatever those of a class did, <c>verify</c> finds the books right after them.</summary>
public abstract class PaymentTests(SharedSites sites) : IClassFixture<RightBooks>
{
    protected Task<CharityApp> OnAsync(DatabaseKind database) => sites.OnAsync(database);
}

/// <summary>Looks at the books when the tests of a class are over.</summary>
public sealed class RightBooks(SharedSites sites) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        foreach (var site in sites.Started)
        {
            Assert.Empty(await (await site).InScopeAsync(FindAsync));
        }
    }

    /// <summary>All but the gifts: tests of charges raise money without donors.</summary>
    private static async Task<IReadOnlyList<Finding>> FindAsync(IServiceProvider services)
    {
        var found = new List<Finding>();
        foreach (var verification in services.GetServices<IVerification>().Where(verification => verification.GetType().Assembly != typeof(Charity.Donations.Permissions).Assembly))
        {
            await foreach (var finding in verification.VerifyAsync((_, _, _) => { }, CancellationToken.None))
            {
                found.Add(finding);
            }
        }

        return found;
    }
}
