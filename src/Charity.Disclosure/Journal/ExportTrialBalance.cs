using Charity.Disclosure.Words;
using Charity.Ledger.Contracts;
using Charity.Platform.Exports;
using Charity.Platform.Requests;
using Charity.Platform.Text;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disclosure.Journal;

/// <summary>The trial balance as a table.</summary>
[Anybody]
internal sealed record ExportTrialBalance : IQuery<ITable>;

internal sealed class ExportTrialBalanceHandler(AccountCatalog catalog, IStringLocalizer texts) : IRequestHandler<ExportTrialBalance, Result<ITable>>
{
    public async Task<Result<ITable>> Handle(ExportTrialBalance request, CancellationToken cancellationToken)
    {
        var accounts = await catalog.LoadAsync(cancellationToken);
        return Result<ITable>.Ok(Table.From(texts["Trial balance"], accounts.Balance.Accounts)
            .Text(texts["Account"], row => row.Account.Code)
            .Text(texts["Name"], row => accounts.NameOf(row.Account))
            .Text(texts["Group"], row => LedgerWords.Type(texts, row.Type))
            .Text(texts["Currency"], row => row.Balance.Currency)
            .Number(texts["Debits"], row => Major(row, row.Balance.DebitsPostedMinor))
            .Number(texts["Credits"], row => Major(row, row.Balance.CreditsPostedMinor))
            .Number(texts["Credits less debits"], row => Major(row, row.Balance.PostedMinor))
            .Number(texts["Reserved"], row => Major(row, row.Balance.DebitsPendingMinor)));
    }

    private static decimal Major(AccountRow row, long minor) => Money.ToMajor(minor, row.Balance.Currency);
}
