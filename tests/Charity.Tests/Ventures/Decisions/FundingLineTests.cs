using Charity.Platform.Text;
using Charity.Ventures.Calls;
using Charity.Ventures.Decisions;

namespace Charity.Tests.Ventures.Decisions;

public sealed class FundingLineTests
{
    private static readonly RankedCandidate[] Ranked =
    [
        Candidate(1, "meiyuan", 30), Candidate(2, "meiyuan", 30), Candidate(3, "liudi", 50), Candidate(4, "liudi", 10), Candidate(5, "liudi", 10, passes: false),
    ];

    [Fact]
    public void Line_WhereTheMoneyEnds_PassesNobodyOverForACheaperOne() =>
        Assert.Equal("Choose Choose Reserve Decline Decline", Drawn(new FundingLine(BudgetMinor: 100, Reserves: 1), leftMinor: 1_000));

    [Fact]
    public void Line_WithAQuota_PassesAFullAreaOver() =>
        Assert.Equal("Choose Reserve Choose Reserve Decline", Drawn(new FundingLine(MostPerArea: 1, Reserves: 5), leftMinor: 1_000));

    [Fact]
    public void Line_OfABiggerBudgetThanThereIs_StopsAtTheMoney() =>
        Assert.Equal("Choose Decline Decline Decline Decline", Drawn(new FundingLine(BudgetMinor: 1_000), leftMinor: 59));

    [Fact]
    public void Line_OfTheWrittenRound_InvitesTheBestWithAScore()
    {
        RankedCandidate[] ranked = [Candidate(1, "a", 1), Candidate(2, "a", 1) with { HasScore = false }, Candidate(3, "a", 1)];

        Assert.Equal("Invite Decline Decline", string.Join(' ', new FundingLine(Invites: 2).Draw(SelectionRound.Written, ranked, 0).Select(decision => decision.Outcome)));
    }

    [Fact]
    public void Money_OfSeveralSources_IsTakenInTheirOrderAndNeverBeyondOne()
    {
        var bureau = new LocalizedText("民政局");
        var money = new AwardMoney(new CallMoney { Sources = [new("meiyuan", null, 100), new(null, bureau, 50)] }, [new AwardPart("meiyuan", null, 70)]);

        Assert.Equal(80, money.LeftMinor);
        Assert.Equal([new AwardPart("meiyuan", null, 30), new AwardPart(null, bureau, 10)], money.Take(40));
        Assert.Null(money.Take(41));
        Assert.Equal([new AwardPart(null, bureau, 40)], money.Take(40));
        Assert.Null(money.Take(1));
    }

    [Fact]
    public void Money_OfASourceThatWasCutBelowItsPromises_IsUnsoundAndGivesNothingOfAnother()
    {
        var money = new AwardMoney(new CallMoney { Sources = [new("meiyuan", null, 10), new("liudi", null, 50)] }, [new AwardPart("meiyuan", null, 30)]);

        Assert.False(money.IsSound);
        Assert.Equal([new AwardPart("liudi", null, 50)], money.Take(50));
    }

    [Fact]
    public void Letter_ParagraphsThatAskForWhatIsNotThere_AreLeftOutAndTypedBracesAreNoPlaceholders()
    {
        var words = new Dictionary<string, string> { ["project"] = "甲{reason}", ["reason"] = "" };

        Assert.Equal(["关于甲{reason}"], LetterDesk.Paragraphs("关于{project}\n\n理由：{reason}", words));
    }

    private static string Drawn(FundingLine line, long leftMinor) => string.Join(' ', line.Draw(SelectionRound.Final, Ranked, leftMinor).Select(decision => decision.Outcome));

    private static RankedCandidate Candidate(int number, string area, long most, bool passes = true) => new(new Guid(number, 0, 0, new byte[8]), area, most, true, passes);
}
