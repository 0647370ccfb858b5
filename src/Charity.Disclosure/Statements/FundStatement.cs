using Charity.Ledger.Contracts;

namespace Charity.Disclosure.Statements;

/// <summary>
/// A fund's month, in minor units: <c>Opening + In - Out = Closing</c>, and the closing balance is the next month's opening one.
/// All accounts of the fund count, so what is promised to a project still belongs to it, and payment fees leave it.
/// </summary>
internal sealed record FundStatement(string Currency, long OpeningMinor, IReadOnlyList<StatementLine> In, IReadOnlyList<StatementLine> Out, IReadOnlyList<AccountStatement> Accounts)
{
    public long InMinor => In.Sum(line => line.AmountMinor);

    public long OutMinor => Out.Sum(line => line.AmountMinor);

    public long ClosingMinor => OpeningMinor + InMinor - OutMinor;

    public static FundStatement Of(string currency, IReadOnlyList<AccountStatement> accounts)
    {
        // What only goes from one of the fund's accounts to another neither comes in nor goes out: its sum is zero.
        var kinds = accounts.SelectMany(account => account.Kinds)
            .GroupBy(turnover => turnover.Kind, StringComparer.Ordinal)
            .Select(group => new StatementLine(group.Key, group.Sum(turnover => turnover.CreditsMinor - turnover.DebitsMinor)))
            .OrderByDescending(line => Math.Abs(line.AmountMinor))
            .ToList();
        return new FundStatement(
            currency,
            accounts.Sum(account => account.OpeningMinor),
            [.. kinds.Where(line => line.AmountMinor > 0)],
            [.. kinds.Where(line => line.AmountMinor < 0).Select(line => line with { AmountMinor = -line.AmountMinor })],
            accounts);
    }
}

/// <summary>What one kind of entry brought or took in the month.</summary>
internal sealed record StatementLine(string Kind, long AmountMinor);
