using Charity.Platform.Text;

namespace Charity.Disbursements.Aid;

/// <summary>A column of a list of aid.</summary>
/// <param name="Hint">What to type; English, the key of its translation.</param>
/// <param name="Example">As it may be typed; invented.</param>
/// <param name="AlsoCalled">Headings that streets and bureaus use for it.</param>
internal sealed record AidColumn(LocalizedText Heading, bool IsNeeded, string Hint, string Example, params string[] AlsoCalled)
{
    public const int NameLength = 50, BankLength = 100, RemarkLength = 200;

    public static readonly AidColumn Number = new(new("序号", "No."), false, "As in your own list; not taken over.", "1", "编号", "Number");
    public static readonly AidColumn Name = new(new("姓名", "Name"), true, "As on the identity card and at the bank.", "沈一禾", "收款人", "户名", "收款人姓名", "救助对象", "Full name");
    public static readonly AidColumn Identity = new(new("身份证号", "Identity number"), true, "18 characters. Set the column to text before you type or paste.", InventedPeople.Identity(1), "身份证", "身份证号码", "公民身份号码", "证件号码", "ID number", "Identity card");
    public static readonly AidColumn Bank = new(new("开户行", "Bank"), true, "The bank that keeps the account.", "中国工商银行", "开户银行", "银行", "收款银行", "Bank name");
    public static readonly AidColumn Card = new(new("银行卡号", "Card number"), true, "12 to 19 digits. Set the column to text before you type or paste.", InventedPeople.Card(1), "卡号", "银行账号", "账号", "收款账号", "一卡通号", "Account", "Bank card", "Account number");
    public static readonly AidColumn Amount = new(new("金额", "Amount"), true, "In yuan, with at most two decimals.", "1500.00", "发放金额", "救助金额", "补贴金额", "金额元", "Amount yuan");
    public static readonly AidColumn Area = new(new("所属街道/社区", "Street or community"), false, "As it is called on this site; may be empty.", "梅园社区", "街道", "社区", "所属街道", "所属社区", "街道社区", "Street", "Community", "Area");
    public static readonly AidColumn Remark = new(new("备注", "Remark"), false, "For your own use, at most 200 characters; nobody outside sees it.", "", "说明", "Note", "Remarks");

    /// <summary>In the order of the template.</summary>
    public static IReadOnlyList<AidColumn> All { get; } = [Number, Name, Identity, Bank, Card, Amount, Area, Remark];

    /// <summary>The heading that is added to a list that is sent back; it may stay there when the list is sent again.</summary>
    public static readonly LocalizedText Problem = new("问题", "Problem");

    public bool IsCalled(string heading)
    {
        var plain = Plain(heading);
        return plain.Length > 0 && (plain == Plain(Heading.Zh) || plain == Plain(Heading.En!) || AlsoCalled.Any(name => plain == Plain(name)));
    }

    public static bool IsProblem(string heading) => Plain(heading) == Plain(Problem.Zh) || Plain(heading) == Plain(Problem.En!);

    /// <summary>Without spaces, stars, units in brackets and letter case.</summary>
    private static string Plain(string heading) => string.Concat(HalfWidth.Of(heading).Split('(')[0].Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
