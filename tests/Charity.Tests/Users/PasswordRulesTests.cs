using Charity.Users.Accounts;

namespace Charity.Tests.Users;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("Demo-2026!", null)]
    [InlineData("correct horse battery", null)]
    [InlineData("湖边散步看日落吃西瓜", null)]
    [InlineData(null, "password_too_short")]
    [InlineData("", "password_too_short")]
    [InlineData("Short-1!x", "password_too_short")]
    [InlineData("1234567890", "password_common")]
    [InlineData("Password123!", "password_common")]
    [InlineData("WOAINI1314520", "password_common")]
    [InlineData("monkeymonkey", "password_common")]
    [InlineData("aaaaaaaaaaab", "password_common")]
    [InlineData("my zhang.san rules", "password_contains_email")]
    [InlineData("Zhang.San@example.org", "password_contains_email")]
    public void Check_APassword_SaysWhatIsWrong(string? password, string? code) => Assert.Equal(code, PasswordRules.Check(password, "zhang.san@example.org")?.Code);

    [Fact]
    public void Check_AnEndlessPassword_IsRefusedBeforeItIsHashed() =>
        Assert.Equal("password_too_long", PasswordRules.Check(string.Concat(Enumerable.Repeat("lake ", 1000)), null)?.Code);
}
