using Charity.Disbursements.Batches;
using Charity.Disbursements.Requests;
using Charity.Disbursements.Returns;
using Charity.Ledger.Contracts;
using Charity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Charity.Tests.Disbursements;

/// <summary>What holds after every step.</summary>
internal sealed partial class RandomPayments
{
    public async Task AssertInvariantsAsync()
    {
        var (requests, lines, demands, free, aside) = await _site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<CharityDbContext>();
            var requests = await MineAsync(db);
            var ids = requests.ConvertAll(request => request.Id);
            var projects = requests.Where(request => request.ProjectId is not null).Select(request => request.ProjectId!.Value).Distinct().ToList();
            var lines = await db.Set<PaymentLine>().AsNoTracking().Where(line => ids.Contains(line.RequestId)).ToListAsync();
            var demands = await db.Set<ReturnDemand>().AsNoTracking().AsSplitQuery().Include(demand => demand.Receipts).ThenInclude(receipt => receipt.Parts).Where(demand => projects.Contains(demand.ProjectId)).ToListAsync();
            var committed = _given.Keys.ToDictionary(fund => fund, fund => CommittedOf(fund, requests));
            var balances = await services.GetRequiredService<ILedgerTotals>().BalancesAsync([.. _given.Keys.Select(AccountCodes.FundAvailable), .. committed.Values.SelectMany(codes => codes)], CancellationToken.None);
            return (requests, lines, demands,
                _given.Keys.ToDictionary(fund => fund, fund => balances[AccountCodes.FundAvailable(fund)].AvailableMinor),
                committed.ToDictionary(fund => fund.Key, fund => fund.Value.Select(code => balances.TryGetValue(code, out var found) ? found.PostedMinor + found.CreditsPendingMinor : 0).ToList()));
        });

        foreach (var request in requests)
        {
            var own = lines.FindAll(line => line.RequestId == request.Id);
            Assert.Equal((request.AmountMinor, request.LineCount), (own.Sum(line => line.AmountMinor), own.Count));
            Assert.Equal(own.Where(line => line.PaidUtc is not null).Sum(line => line.AmountMinor), request.PaidMinor);
            Assert.Equal(own.Where(line => line.VoidedUtc is not null).Sum(line => line.AmountMinor), request.GivenUpMinor);
            Assert.InRange(request.OpenMinor, 0, request.AmountMinor);
            var approvals = request.Standing.ToList();
            Assert.Equal(approvals.Count, approvals.Select(approval => approval.ById).Append(request.RequestedById).Distinct().Count() - 1);
            Assert.InRange(approvals.Count, request.State is PaymentProcess.Approved or PaymentProcess.Paying or PaymentProcess.Paid ? request.Rule.Steps.Count : 0, request.Rule.Steps.Count);
            Assert.False(request.PaidMinor > 0 && PaymentProcess.Dead.Contains(request.State));
            PaidSomething |= request.PaidMinor > 0;
        }

        foreach (var (fund, given) in _given)
        {
            var paid = requests.SelectMany(request => request.Parts.Where(part => part.FundSlug == fund).Select(part => request.Parts.Count == 1 ? request.PaidMinor : request.PaidMinor > 0 ? part.AmountMinor : 0)).Sum();
            var returned = demands.SelectMany(demand => demand.Receipts).SelectMany(receipt => receipt.Parts).Where(part => part.AvailableCode == AccountCodes.FundAvailable(fund)).Sum(part => part.AmountMinor);
            Assert.InRange(free[fund], 0, given);
            Assert.All(aside[fund], minor => Assert.InRange(minor, 0, given));
            Assert.InRange(returned, 0, paid);
            Assert.Equal(given, free[fund] + aside[fund].Sum() + paid - returned);
        }
    }

    /// <summary>Where money of the fund may be set aside.</summary>
    private List<string> CommittedOf(string fund, List<PaymentRequest> requests) =>
    [
        .. _projects.Where(project => project.Funds.Contains(fund)).Select(project => AccountCodes.FundCommitted(fund, project.Project.Slug)),
        .. requests.Where(request => request.ProjectId is null && request.Parts.Any(part => part.FundSlug == fund)).Select(request => AccountCodes.FundCommitted(fund, $"payment-{request.Code}")),
    ];
}
