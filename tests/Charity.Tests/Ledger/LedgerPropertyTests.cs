using Charity.Ledger.Contracts;
using Charity.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Charity.Tests.Ledger;

/// <summary>Whatever is attempted in whatever order, the ledger answers and adds up like a page of arithmetic.</summary>
public sealed class LedgerPropertyTests
{
    private static readonly Gen<Attempt> Attempts =
        from act in Gen.Frequency((4, Gen.Constant(Act.Give)), (3, Gen.Constant(Act.Spend)), (3, Gen.Constant(Act.Reserve)), (6, Gen.Elements(Enum.GetValues<Act>())))
        from target in Gen.Choose(0, 1_000)
        from amount in Gen.OneOf(Gen.Choose(1, 100), Gen.Choose(1, 1_000_000))
        from wholly in Gen.Elements(true, false)
        select new Attempt(act, target, amount, wholly);

    [Theory, OnEveryDatabase]
    public async Task Ledger_AnySequenceOfAttempts_AnswersAndAddsUpLikeTheModel(DatabaseKind database)
    {
        await using var books = await Books.OpenAsync(database);
        var run = 0;
        var sequences = Attempts.ListOf().Resize(40).ToArbitrary();

        // Every sequence gets a fund of its own, so that they need no fresh database each.
        await Task.Run(() => Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(30),
            Prop.ForAll(sequences, attempts => RunAsync(books, $"run{Interlocked.Increment(ref run)}", attempts).GetAwaiter().GetResult())));

        Assert.Empty(await books.VerifyAsync());
    }

    private static async Task<bool> RunAsync(Books books, string name, IEnumerable<Attempt> attempts)
    {
        var (fund, committed, bank) = (AccountCodes.FundAvailable(name), AccountCodes.FundCommitted(name, "p"), AccountCodes.Bank(name));
        AccountDraft[] accounts =
        [
            new(fund, AccountType.NetAssets, "CNY", "Available money of {0}", name, MayNotGoNegative: true),
            new(committed, AccountType.NetAssets, "CNY", "Committed money of {0}", name, MayNotGoNegative: true),
            new(bank, AccountType.Asset, "CNY", "Bank account {0}", name),
        ];
        await books.DoAsync(ledger => ledger.OpenAccountsAsync(accounts, CancellationToken.None));
        var model = new BooksModel(fund, committed, bank);
        foreach (var attempt in attempts)
        {
            if (model.Predict(attempt) is not { } expected)
            {
                continue;
            }

            var answer = await books.DoAsync(expected.Call);
            Assert.Equal((attempt, expected.Failure), (attempt, answer.Failure?.Code));
            Assert.Equal((attempt, expected.WasThere), (attempt, answer.Failure is null && answer.Value.WasThere));
            foreach (var code in (string[])[fund, committed, bank])
            {
                var balance = await books.BalanceAsync(code);
                Assert.Equal((attempt, code, model.Posted(code), model.Available(code)), (attempt, code, balance.PostedMinor, balance.AvailableMinor));
            }
        }

        return true;
    }
}
