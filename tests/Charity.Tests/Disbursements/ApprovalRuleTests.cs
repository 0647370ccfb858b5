using Charity.Disbursements.Requests;
using Charity.Disbursements.Approvals;
using Charity.Ventures.Projects;

namespace Charity.Tests.Disbursements;

/// <summary>Who approves what, and how an instalment is divided over its sources.</summary>
public sealed class ApprovalRuleTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(10_000_00, 1)]
    [InlineData(10_000_01, 2)]
    [InlineData(100_000_00, 2)]
    [InlineData(100_000_01, 3)]
    [InlineData(long.MaxValue, 3)]
    public void RuleFor_AtEachTiersEdge_AsksForItsSteps(long amountMinor, int steps) => Assert.Equal(steps, new ApprovalSettings().RuleFor(PaymentKind.Instalment, amountMinor)!.Steps.Count);

    [Fact]
    public void RuleFor_AnAmountThatNoTierTakes_IsNone()
    {
        Assert.Null(new ApprovalSettings { Tiers = [new(10_000_00, [new("ApprovePayments")])] }.RuleFor(PaymentKind.Instalment, 10_000_01));
        Assert.Null(new ApprovalSettings { Tiers = [new(null, [])] }.RuleFor(PaymentKind.Instalment, 1));
        Assert.Null(new ApprovalSettings { Tiers = [new(null, [new("")])] }.RuleFor(PaymentKind.Instalment, 1));
    }

    [Fact]
    public void Divide_RandomAwards_GivesEveryInstalmentItsSumAndEverySourceItsShare()
    {
        var random = new Random(4);
        for (var round = 0; round < 2_000; round++)
        {
            var sources = Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.NextInt64(1, 10_000_000)).ToList();
            var left = sources.Sum();
            var instalments = new List<long>();
            for (var more = random.Next(0, 4); more > 0 && left > 1; more--)
            {
                instalments.Add(random.NextInt64(1, left));
                left -= instalments[^1];
            }

            instalments.Add(left);
            var parts = ProjectMoney.Divide(instalments, sources);
            Assert.Equal(instalments, parts.Select(part => part.Sum()));
            Assert.Equal(sources, Enumerable.Range(0, sources.Count).Select(source => parts.Sum(part => part[source])));
        }
    }
}
