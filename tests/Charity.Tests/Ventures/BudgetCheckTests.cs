using Charity.Platform.Text;
using Charity.Ventures.Budgets;

namespace Charity.Tests.Ventures;

public sealed class BudgetCheckTests
{
    private static readonly BudgetRules Rules = new();

    [Fact]
    public void Check_OfASoundBudget_FindsNothing() =>
        Assert.Empty(Codes(["activities", "讲师费", "6次×500元", "3000", ""], ["staff", "社工补贴", "", "2,000.00", "500"]));

    [Theory]
    [InlineData("head_unknown", "nothing", "讲师费", "", "100", "")]
    [InlineData("item_missing", "activities", "", "", "100", "")]
    [InlineData("amount_missing", "activities", "讲师费", "", "很多", "")]
    [InlineData("amount_missing", "activities", "讲师费", "", "0", "")]
    [InlineData("own_amount_wrong", "activities", "讲师费", "", "100", "一半")]
    [InlineData("own_over_total", "activities", "讲师费", "", "100", "101")]
    [InlineData("item_forbidden", "activities", "笔记本电脑 2 台", "", "100", "")]
    [InlineData("item_forbidden", "activities", "困难家庭慰问", "发放现金", "100", "")]
    [InlineData("item_forbidden", "activities", "A LAPTOP", "", "100", "")]
    public void Check_OfABadLine_NamesItsRule(string code, string head, string item, string basis, string total, string own) =>
        Assert.Equal([code], Codes([head, item, basis, total, own]));

    [Fact]
    public void Check_OfABadLine_NamesTheLine()
    {
        var failure = Assert.Single(BudgetCheck.Wrong("budget", Of(["activities", "讲师费", "", "100", ""], ["activities", "", "", "100", ""]), Rules, null, Money.Yuan));

        Assert.Equal(("budget", 2), (failure.Field, failure.Arguments[0]));
    }

    [Fact]
    public void Check_OfTheCap_CountsWhatIsAskedNotWhatItCosts()
    {
        var budget = Of(["activities", "讲师费", "", "1500", "500"]);

        Assert.Empty(BudgetCheck.Wrong("budget", budget, Rules, 100_000, Money.Yuan));
        Assert.Equal(["over_cap"], BudgetCheck.Wrong("budget", budget, Rules, 99_999, Money.Yuan).Select(failure => failure.Code));
    }

    /// <summary>Administration has at most 10 percent: exactly 10 is within, a cent more is not, whatever rounding would say.</summary>
    [Theory]
    [InlineData("900.00", "100.00", false)]
    [InlineData("899.99", "100.00", true)]
    [InlineData("900.00", "100.01", true)]
    public void Check_OfAHeadsLimit_IsExactToTheCent(string activities, string administration, bool isOver) =>
        Assert.Equal(isOver ? ["head_over_limit"] : [], Codes(["activities", "讲师费", "", activities, ""], ["administration", "办公", "", administration, ""]));

    [Fact]
    public void Check_OfOwnMoney_AsksForTheShareOfTheWhole()
    {
        var rules = Rules with { OwnMinimumPercent = 40 };

        Assert.Empty(BudgetCheck.Wrong("budget", Of(["activities", "讲师费", "", "1000", "400"]), rules, null, Money.Yuan));
        Assert.Equal(["own_money_low"], BudgetCheck.Wrong("budget", Of(["activities", "讲师费", "", "1000", "399.99"]), rules, null, Money.Yuan).Select(failure => failure.Code));
    }

    [Fact]
    public void Check_OfTenThousandLines_IsDoneAtOnceAndNamesThemAll()
    {
        var budget = Of([.. Enumerable.Range(0, 10_000).Select(_ => new[] { "activities", "", "", "1", "" })]);

        Assert.Equal(10_000, BudgetCheck.Wrong("budget", budget, Rules, null, Money.Yuan).Count());
    }

    private static string[] Codes(params string[][] rows) => [.. BudgetCheck.Wrong("budget", Of(rows), Rules, null, Money.Yuan).Select(failure => failure.Code)];

    private static Budget Of(params string[][] rows) => Budget.Of(rows, Money.Yuan);
}
