using Charity.Tests.Support;
using Xunit.Sdk;

namespace Charity.Tests.Ventures.Walks;

/// <summary>A thousand steps by everybody who takes part in a call, in any order, right or wrong: what has to be true stays true.</summary>
public sealed class RandomWalkTests
{
    private const int Steps = 1000;
    private const int Between = 50;

    public static IEnumerable<ITheoryDataRow> Walks =>
        from seed in (int[])[1, 20260301, 424242]
        from database in Enum.GetValues<DatabaseKind>()

        // Three walks on the quicker database and one on the other: what the databases do differently, one walk of a thousand steps meets.
        where database == DatabaseKind.Sqlite || seed == 1
        select new TheoryDataRow<DatabaseKind, int>(database, seed) { Skip = database == DatabaseKind.Postgres ? TestRequirements.ReasonToSkipPostgres : null };

    [Theory, MemberData(nameof(Walks))]
    public async Task Walk_OfAThousandSteps_KeepsEveryInvariant(DatabaseKind database, int seed)
    {
        await using var walk = await Walk.BeginAsync(database, seed);
        var step = 0;
        try
        {
            for (; step < Steps; step++)
            {
                await walk.StepAsync();
                if (step % Between == 0)
                {
                    await walk.AssertInvariantsAsync();
                }
            }

            await walk.AssertInvariantsAsync();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new XunitException($"Seed {seed}, step {step}: {exception}\n\nWhat happened before:\n{walk.Story}");
        }

        // A walk that gets nowhere proves nothing.
        var counts = string.Join('\n', walk.Counts.Select(count => $"{count.Value,5} {count.Key}"));
        string[] musts = ["MoveSubmission", "ScreenSubmission", "ConfirmAssignment", "HandInReview", "EndReviews", "PublishDecisions", "CountersignAgreement"];
        Assert.True(Array.TrueForAll(musts, must => walk.Counts.ContainsKey($"{must} {Walk.Done}")), $"Seed {seed} got stuck:\n{counts}\n{walk.Story}");
        TestContext.Current.TestOutputHelper?.WriteLine(counts);
    }
}
