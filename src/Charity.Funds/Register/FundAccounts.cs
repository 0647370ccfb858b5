using Charity.Ledger.Contracts;
using Charity.Payments.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Platform.Security;
using Charity.Platform.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Charity.Funds.Register;

/// <summary>The accounts of the books that funds need. A fund's name changes, its accounts do not: they are opened once, when it is made.</summary>
internal sealed class FundAccounts(ILedger ledger, ICheckouts checkouts)
{
    public const string MainAccount = "main";

    public Task<Result> OpenForAsync(Fund fund, CancellationToken cancellationToken) => ledger.OpenAccountsAsync(
    [
        new(AccountCodes.FundAvailable(fund.Slug), AccountType.NetAssets, fund.Currency, "{0}: available", fund.Name.Zh, MayNotGoNegative: true),
        new(AccountCodes.FundFees(fund.Slug), AccountType.Expense, fund.Currency, "{0}: payment fees", fund.Name.Zh),
    ], cancellationToken);

    /// <summary>The accounts all funds share: the charity's bank and cash, what the provider still holds, and gifts without a fund.</summary>
    public Task<Result> OpenSharedAsync(CancellationToken cancellationToken) => ledger.OpenAccountsAsync(
    [
        new(AccountCodes.Clearing(checkouts.Provider), AccountType.Asset, Money.Yuan, "Held by the payment provider {0}", checkouts.Provider),
        new(AccountCodes.Bank(MainAccount), AccountType.Asset, Money.Yuan, "The charity's bank account"),
        new(AccountCodes.Cash(MainAccount), AccountType.Asset, Money.Yuan, "Cash"),
        new(AccountCodes.UndecidedGifts, AccountType.Liability, Money.Yuan, "Gifts waiting for a decision"),
    ], cancellationToken);
}

/// <summary>Opens the shared accounts when the site starts: another payment provider may have been chosen since the last time.</summary>
internal sealed class OpenSharedAccounts(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateSystemScope("funds");
        var accounts = scope.ServiceProvider.GetRequiredService<FundAccounts>();
        var opened = await scope.ServiceProvider.GetRequiredService<UnitOfWork>().ExecuteAsync(accounts.OpenSharedAsync, result => result.Succeeded, cancellationToken);
        if (opened.Failure is { } failure)
        {
            throw new InvalidOperationException($"The shared accounts could not be opened: {failure.Code}.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
