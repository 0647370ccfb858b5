using Charity.Tests.Donations;
using Charity.Tests.Support;

namespace Charity.Tests.Disbursements;

/// <summary>
/// Any sequence of requests, decisions, batches, answers, terminations and money that comes back keeps what money.md promises. The sequences are random
/// and can be had again by their seed; what the site refuses is refused in words, and nothing ever breaks.
/// </summary>
public sealed class RandomPaymentsTests
{
    private const int Steps = 200;
    private static readonly int[] Seeds = [1, 20_261_126, 27_189_500];

    [Theory, OnEveryDatabase]
    public async Task Payments_InAnyOrder_KeepEveryInvariant(DatabaseKind database)
    {
        await using var site = await CharityApp.StartAsync(database);
        foreach (var seed in Seeds)
        {
            var world = await RandomPayments.BeginAsync(site, seed);

            // A sequence that pays nothing proves little: it goes on until something is paid, at most as long again.
            for (var step = 0; step < Steps || (!world.PaidSomething && step < 2 * Steps); step++)
            {
                try
                {
                    await world.StepAsync();
                    await world.AssertInvariantsAsync();
                }
                catch (Exception exception)
                {
                    throw new Xunit.Sdk.XunitException($"Seed {seed}, step {step}:\n{string.Join('\n', world.Done.TakeLast(40))}", exception);
                }
            }

            Assert.True(world.PaidSomething, $"Seed {seed} never paid anything:\n{string.Join('\n', world.Done)}");
            await site.AssertBooksAreRightAsync();
        }
    }
}
