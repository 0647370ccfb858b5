using Charity.Platform.Identifiers;
using FsCheck;
using FsCheck.Fluent;

namespace Charity.Tests.Platform.Identifiers;

public sealed class IdentifierTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Theory]
    [InlineData("91350100M000100Y43")] // the example of GB 32100-2015
    [InlineData(" 91350100m000100y43 ")]
    [InlineData("９１３５０１００Ｍ０００１００Ｙ４３")]
    [InlineData("913501-00M000100Y4-3")]
    [InlineData("9135 0100 M000 100Y 43")]
    public void CheckCreditCode_WellFormed_IsNormalised(string typed) =>
        Assert.Equal(new IdentifierCheck("91350100M000100Y43", null), UnifiedSocialCreditCode.Check(typed));

    [Theory] // remainders 0 and 1: where 31 stands for 0 and Y is the last of the alphabet, and in the organisation code 11 for 0 and 10 for X
    [InlineData("523100020000003500")]
    [InlineData("52310010000000270Y")]
    [InlineData("5231000500000030X0")]
    [InlineData("5231000100000014XY")]
    public void CheckCreditCode_RareCheckCharacters_AreValid(string typed) => Assert.Null(UnifiedSocialCreditCode.Check(typed).Problem);

    [Theory]
    [InlineData(null, IdentifierProblem.Empty)]
    [InlineData(" - ", IdentifierProblem.Empty)]
    [InlineData("91350100M000100Y4", IdentifierProblem.Length)]
    [InlineData("91350100M000100Y434", IdentifierProblem.Length)]
    [InlineData("91350100I000100Y43", IdentifierProblem.Characters)]
    [InlineData("9135O100M000100Y43", IdentifierProblem.Characters)]
    [InlineData("91A50100M000100Y43", IdentifierProblem.Characters)]
    [InlineData("9135010٠M000100Y43", IdentifierProblem.Characters)]
    [InlineData("91350100M000100Y4Z", IdentifierProblem.Characters)]
    [InlineData("91350100M000100Y4A", IdentifierProblem.CheckDigit)]
    [InlineData("91350100M000100Y34", IdentifierProblem.CheckDigit)]
    [InlineData("91350100M000100Y51", IdentifierProblem.CheckDigit)]
    public void CheckCreditCode_Malformed_SaysWhy(string? typed, IdentifierProblem expected) => Assert.Equal(expected, UnifiedSocialCreditCode.Check(typed).Problem);

    [Fact]
    public void CheckCreditCode_OnlyTheInnerCheckWrong_NamesTheOrganisationCode()
    {
        var codes = "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(last => UnifiedSocialCreditCode.Check("91350100M000100Y5" + last)).ToList();

        Assert.Single(codes, code => code.Problem == IdentifierProblem.OrganisationCheckDigit);
        Assert.DoesNotContain(codes, code => code.IsValid);
    }

    [Fact]
    public void CheckCreditCode_AnyOneDigitWrong_IsNoticed() => AssertEveryMistakeIsNoticed("91350100M000100Y43", UnifiedSocialCreditCode.Check);

    [Theory]
    [InlineData("34052419800101001X")]
    [InlineData("34052419800101001x")]
    [InlineData("３４０５２４ 19800101 ００１Ｘ")]
    public void CheckIdentity_WellFormed_IsNormalised(string typed) =>
        Assert.Equal(new IdentifierCheck("34052419800101001X", null), ResidentIdentityNumber.Check(typed, Today));

    [Theory]
    [InlineData("", IdentifierProblem.Empty)]
    [InlineData("340524800101001", IdentifierProblem.Length)]
    [InlineData("3405241980010100X1", IdentifierProblem.Characters)]
    [InlineData("34052419800101001Y", IdentifierProblem.Characters)]
    [InlineData("19052419800101001X", IdentifierProblem.Region)]
    [InlineData("340524198013010010", IdentifierProblem.Date)]
    [InlineData("340524190002290010", IdentifierProblem.Date)]
    [InlineData("34052420260302001X", IdentifierProblem.FutureDate)]
    [InlineData("340524198001010013", IdentifierProblem.CheckDigit)]
    public void CheckIdentity_Malformed_SaysWhy(string typed, IdentifierProblem expected) =>
        Assert.Equal(expected, ResidentIdentityNumber.Check(typed, Today).Problem);

    [Fact]
    public void CheckIdentity_BornToday_IsNotInTheFuture() =>
        Assert.Single("0123456789X", last => ResidentIdentityNumber.Check("34052420260301001" + last, Today).IsValid);

    [Fact]
    public void CheckIdentity_AnyOneDigitWrong_IsNoticed() =>
        AssertEveryMistakeIsNoticed("34052419800101001X", typed => ResidentIdentityNumber.Check(typed, Today));

    [Theory]
    [InlineData("79927398713", null)]
    [InlineData("7992 7398-713", null)]
    [InlineData("79927398710", IdentifierProblem.CheckDigit)]
    [InlineData("97927398713", IdentifierProblem.CheckDigit)]
    [InlineData("7992739871A", IdentifierProblem.Characters)]
    [InlineData("0000000", IdentifierProblem.Length)]
    [InlineData("00000000000000000000", IdentifierProblem.Length)]
    [InlineData("", IdentifierProblem.Empty)]
    public void CheckBankCard_Numbers_FollowLuhn(string typed, IdentifierProblem? expected) => Assert.Equal(expected, BankCardNumber.Check(typed).Problem);

    [Fact]
    public void CheckBankCard_AnyOneDigitWrong_IsNoticed() => AssertEveryMistakeIsNoticed("79927398713", BankCardNumber.Check);

    [Theory]
    [InlineData("13812345678", "13812345678")]
    [InlineData("138-1234-5678", "13812345678")]
    [InlineData("+86 138 1234 5678", "13812345678")]
    [InlineData("(+86)13812345678", "13812345678")]
    [InlineData("008613812345678", "13812345678")]
    [InlineData("8613812345678", "13812345678")]
    [InlineData("１３８１２３４５６７８", "13812345678")]
    [InlineData("0510-85012345", "0510-85012345")]
    [InlineData("（0510）8501 2345", "0510-85012345")]
    [InlineData("051085012345", "0510-85012345")]
    [InlineData("+86 510 8501 2345", "0510-85012345")]
    [InlineData("01085012345", "010-85012345")]
    [InlineData("+86 10 8501 2345", "010-85012345")]
    [InlineData("0931-8501234", "0931-8501234")]
    public void CheckTelephone_WellFormed_IsNormalised(string typed, string expected) =>
        Assert.Equal(new IdentifierCheck(expected, null), ChineseTelephone.Check(typed));

    [Theory]
    [InlineData(null, IdentifierProblem.Empty)]
    [InlineData("12812345678", IdentifierProblem.Characters)]
    [InlineData("1381234567", IdentifierProblem.Length)]
    [InlineData("138123456789", IdentifierProblem.Length)]
    [InlineData("85012345", IdentifierProblem.AreaCode)]
    [InlineData("0110-85012345", IdentifierProblem.AreaCode)]
    [InlineData("026-85012345", IdentifierProblem.AreaCode)]
    [InlineData("010-8501234", IdentifierProblem.Length)]
    [InlineData("0510-850123456", IdentifierProblem.Length)]
    [InlineData("+1 202 555 0100", IdentifierProblem.Characters)]
    [InlineData("0510-85012345转8", IdentifierProblem.Characters)]
    public void CheckTelephone_Malformed_SaysWhy(string? typed, IdentifierProblem expected) => Assert.Equal(expected, ChineseTelephone.Check(typed).Problem);

    [Theory]
    [InlineData("13812345678", true)]
    [InlineData("0510-85012345", false)]
    public void IsMobile_Normalised_TellsMobilesFromLandlines(string number, bool expected) => Assert.Equal(expected, ChineseTelephone.IsMobile(number));

    [Fact]
    public void Check_AnyText_NeverThrows() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), typed =>
        {
            _ = (UnifiedSocialCreditCode.Check(typed), ResidentIdentityNumber.Check(typed, Today), BankCardNumber.Check(typed), ChineseTelephone.Check(typed));
        }).QuickCheckThrowOnFailure();

    private static void AssertEveryMistakeIsNoticed(string valid, Func<string?, IdentifierCheck> check)
    {
        Assert.True(check(valid).IsValid);
        var mistakes = Enumerable.Range(0, valid.Length)
            .SelectMany(place => "0123456789".Where(digit => digit != valid[place]).Select(digit => valid[..place] + digit + valid[(place + 1)..]));
        Assert.All(mistakes, typed => Assert.False(check(typed).IsValid));
    }
}
