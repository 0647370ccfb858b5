using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Charity.Platform.Requests;
using Charity.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disclosure;

/// <summary>Books entries on a running site, as the modules that own the money do.</summary>
internal sealed class PublicBooks(CharityApp app)
{
    public static readonly DateOnly Day = new(2026, 3, 15);

    /// <summary>The address in a form that nobody has asked for yet: public pages are kept for some seconds.</summary>
    public static string Fresh(string address) => $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}fresh={Guid.CreateVersion7():N}";

    private static readonly string Clearing = AccountCodes.Clearing("sandbox");
    private static readonly string Bank = AccountCodes.Bank("main");

    public Task<PostedEntry> GiftAsync(string fund, long amountMinor, DateOnly? day = null, string? reference = null) =>
        PostAsync(EntryKinds.Gift, day, reference ?? "donation:test", new PostingDraft(Clearing, AccountCodes.FundAvailable(fund), amountMinor));

    public Task<PostedEntry> FeeAsync(string fund, long amountMinor, DateOnly? day = null) =>
        PostAsync(EntryKinds.ProviderFee, day, "donation:test", new PostingDraft(AccountCodes.FundFees(fund), Clearing, amountMinor));

    public Task<PostedEntry> RefundAsync(string fund, long amountMinor, DateOnly? day = null) =>
        PostAsync(EntryKinds.Refund, day, "donation:test", new PostingDraft(AccountCodes.FundAvailable(fund), Clearing, amountMinor));

    public async Task<PostedEntry> CommitAsync(string fund, string project, long amountMinor, DateOnly? day = null)
    {
        var account = AccountCodes.FundCommitted(fund, project);
        await DoAsync(async ledger => Done(await ledger.OpenAccountsAsync([new AccountDraft(account, AccountType.NetAssets, "CNY", "Promised to {0}", project, MayNotGoNegative: true)], CancellationToken.None)));
        return await PostAsync(EntryKinds.Commitment, day, $"project:{project}", new PostingDraft(AccountCodes.FundAvailable(fund), account, amountMinor));
    }

    public Task<PostedEntry> PayAsync(string fund, string project, long amountMinor, DateOnly? day = null) =>
        PostAsync(EntryKinds.Payment, day, $"project:{project}", new PostingDraft(AccountCodes.FundCommitted(fund, project), Bank, amountMinor));

    public Task<PostedEntry> ReverseAsync(PostedEntry entry, string reason, DateOnly? day = null) =>
        DoAsync(ledger => ledger.ReverseAsync(Guid.CreateVersion7(), entry.Id, reason, day ?? Day, CancellationToken.None));

    public Task<PostedEntry> ReserveAsync(string fund, string project, long amountMinor) => DoAsync(ledger => ledger.ReserveAsync(
        new EntryDraft(Guid.CreateVersion7(), EntryKinds.Commitment, $"project:{project}", Day, [new PostingDraft(AccountCodes.FundAvailable(fund), AccountCodes.FundCommitted(fund, project), amountMinor)]), CancellationToken.None));

    public Task<PostedEntry> ReleaseAsync(PostedEntry reservation, string reason) =>
        DoAsync(ledger => ledger.ReleaseAsync(Guid.CreateVersion7(), reservation.Id, reason, Day, CancellationToken.None));

    private Task<PostedEntry> PostAsync(string kind, DateOnly? day, string reference, params PostingDraft[] postings) => DoAsync(async ledger =>
    {
        var posted = await ledger.PostAsync([new EntryDraft(Guid.CreateVersion7(), kind, reference, day ?? Day, postings)], CancellationToken.None);
        return posted.Failure is { } failure ? failure : Result<PostedEntry>.Ok(posted.Value[0]);
    });

    private static Result<bool> Done(Result result) => result.Failure is { } failure ? failure : Result<bool>.Ok(true);

    private Task<T> DoAsync<T>(Func<ILedger, Task<Result<T>>> work) => app.InScopeAsync(async services =>
    {
        var ledger = services.GetRequiredService<ILedger>();
        var result = await services.GetRequiredService<UnitOfWork>().ExecuteAsync(_ => work(ledger), done => done.Succeeded, CancellationToken.None);
        Assert.Null(result.Failure);
        return result.Value;
    });
}
