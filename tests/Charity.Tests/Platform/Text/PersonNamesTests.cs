using Charity.Platform.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Charity.Tests.Platform.Text;

public sealed class PersonNamesTests
{
    [Theory]
    [InlineData("张三", "张*")]
    [InlineData("王小明", "王**")]
    [InlineData(" 王 小明 ", "王**")]
    [InlineData("欧阳娜娜", "欧阳**")]
    [InlineData("司马光", "司马*")]
    [InlineData("欧阳", "欧*")]
    [InlineData("张", "*")]
    [InlineData("阿卜杜拉·买买提", "阿***·***")]
    [InlineData("𠮷田", "𠮷*")]
    [InlineData("張\uDB40\uDD00三", "張\uDB40\uDD00*")]
    [InlineData("John Smith", "J*** S***")]
    [InlineData("J", "J***")]
    [InlineData("e\u0301milie", "\u00E9***")]
    [InlineData("👨‍👩‍👧 family", "👨‍👩‍👧*** f***")]
    [InlineData("王 Ming", "王*** M***")]
    [InlineData("·三", "·***")]
    [InlineData("张店", "张*")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Mask_Names_LeavesTheSurnameOrInitials(string? name, string expected) => Assert.Equal(expected, PersonNames.Mask(name));

    [Fact]
    public void Mask_AnyName_IsValidTextThatHidesSomething() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), name =>
        {
            var masked = PersonNames.Mask(name);
            return PlainText.Clean(masked) == masked && (PlainText.Clean(name).Length == 0 || masked.Contains('*', StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("13812345678", "138****5678")]
    [InlineData("0510-85012345", "0510-****2345")]
    [InlineData("010-85012345", "010-****2345")]
    [InlineData("85012345", "850****")]
    [InlineData("12345", "****")]
    [InlineData("", "")]
    public void MaskTelephone_Numbers_LeavesBothEnds(string telephone, string expected) => Assert.Equal(expected, PersonalData.MaskTelephone(telephone));

    [Theory]
    [InlineData("zhang.san@example.org", "z****@example.org")]
    [InlineData("a@b", "a****@b")]
    [InlineData("@b", "****")]
    [InlineData("nobody", "****")]
    [InlineData(null, "")]
    public void MaskEmail_Addresses_LeavesTheDomain(string? email, string expected) => Assert.Equal(expected, PersonalData.MaskEmail(email));

    [Theory]
    [InlineData("34052419800101001X", "3****X")]
    [InlineData("1234567", "****")]
    public void MaskIdentity_Numbers_LeavesTheEnds(string number, string expected) => Assert.Equal(expected, PersonalData.MaskIdentity(number));

    [Theory]
    [InlineData("6222 0202 0011 2345 678", "****5678")]
    [InlineData("1234", "****")]
    public void MaskBankAccount_Numbers_LeavesTheLastFour(string account, string expected) => Assert.Equal(expected, PersonalData.MaskBankAccount(account));
}
