using System.Text.RegularExpressions;

namespace Charity.Ventures.Agreements;

/// <summary>The text agreements are made from: a site setting. Markdown in Chinese, in which agreements are made.</summary>
internal sealed record AgreementTemplate
{
    /// <summary>Markdown with placeholders of <see cref="AgreementPlaceholders"/>.</summary>
    public string Text { get; init; } = UsualAgreement.Text;
}

/// <summary>What a template may ask for; a closed set, so that a misspelt one is found when the template is saved and not in a signed text.</summary>
internal static partial class AgreementPlaceholders
{
    public const string Funder = "甲方";
    public const string Organisation = "乙方";
    public const string CreditCode = "统一社会信用代码";
    public const string LegalRepresentative = "法定代表人";
    public const string Address = "地址";
    public const string Call = "征集名称";
    public const string Project = "项目名称";
    public const string Number = "项目编号";
    public const string Summary = "项目简介";
    public const string From = "开始日期";
    public const string Until = "结束日期";
    public const string Award = "资助金额";
    public const string AwardInWords = "资助金额大写";
    public const string Sources = "资金来源";
    public const string Activities = "计划活动场次";
    public const string People = "计划服务人次";
    public const string Milestones = "进度安排";
    public const string Budget = "预算";
    public const string Instalments = "分期拨款";
    public const string Reports = "报告周期";

    public static readonly IReadOnlyList<string> All =
    [
        Funder, Organisation, CreditCode, LegalRepresentative, Address, Call, Project, Number, Summary, From, Until, Award, AwardInWords, Sources, Activities, People, Milestones, Budget, Instalments,
        Reports,
    ];

    /// <summary>Personal data: hidden in the public form.</summary>
    public static readonly IReadOnlyList<string> Personal = [LegalRepresentative, Address];

    /// <summary>Without these an agreement agrees on nothing.</summary>
    public static readonly IReadOnlyList<string> Needed = [Organisation, Project, From, Until, Award, Instalments];

    public static IReadOnlyList<string> In(string text) => [.. Placeholder().Matches(text).Select(match => match.Groups[1].Value).Distinct()];

    public static string Fill(string text, Func<string, string> valueOf) => Placeholder().Replace(text, match => valueOf(match.Groups[1].Value));

    /// <summary>Written in the template as <c>{项目名称}</c>.</summary>
    [GeneratedRegex(@"\{([^{}\s]{1,20})\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}

/// <summary>The text that a site begins with, after the agreements that districts use: what, when, how much, how it is paid, what follows from failing.</summary>
internal static class UsualAgreement
{
    public const string Text = """
        甲方（资助方）：{甲方}

        乙方（实施方）：{乙方}（统一社会信用代码 {统一社会信用代码}）

        乙方法定代表人：{法定代表人}　地址：{地址}

        根据《中华人民共和国慈善法》《中华人民共和国民法典》及“{征集名称}”征集公告，双方就公益创投项目的资助与实施达成如下协议。

        ## 第一条　项目

        1. 项目名称：{项目名称}（编号 {项目编号}）。
        2. 项目内容：{项目简介}
        3. 实施期限：{开始日期}至{结束日期}。
        4. 计划开展活动 {计划活动场次} 场，服务 {计划服务人次} 人次。

        ## 第二条　进度安排

        {进度安排}

        ## 第三条　资助金额与来源

        甲方资助乙方人民币 {资助金额}（大写：{资助金额大写}）。资金来源：{资金来源}。

        ## 第四条　预算

        {预算}

        资助款专款专用，单独核算；不得用于购置固定资产、基本建设，不得向服务对象直接发放现金或礼品。

        ## 第五条　分期拨款

        {分期拨款}

        款项只拨付至乙方在本平台经甲方核验的银行账户。任何一期的拨付条件未满足，该期款项不予拨付；条件满足情况在项目页面公开。

        ## 第六条　双方的责任

        1. 乙方按计划开展活动，每次活动后及时填报活动记录、票据与照片；拍摄服务对象须征得本人同意。
        2. 乙方{报告周期}提交一次进展报告，并接受甲方及其委托的第三方实地查看、满意度调查与专项审计；对查看中发现的问题按期整改。
        3. 变更实施时间、人员或预算科目之间的安排，须事先在本平台提出并经甲方同意；项目用途不得变更，资助金额不得增加。减少资助由乙方提出，经甲方同意后双方重新签署协议。
        4. 甲方按本协议及时拨款，对乙方提交的材料及时答复，不向乙方收取任何费用。
        5. 双方依法保护服务对象和志愿者的个人信息。

        ## 第七条　评估与结项

        项目实行中期评估和结项评估。逾期未提交评估材料，或评估未达到合格分数的，视为评估不合格，甲方可停止后续拨款、终止协议，并要求乙方退回未按约定使用的款项。项目结余由乙方退回原资金来源。

        ## 第八条　信息公开

        本协议（隐去个人信息）、项目进展、资金拨付与评估结果在本平台公开。

        ## 第九条　其他

        1. 因本协议发生的争议，双方协商解决；协商不成的，向甲方所在地人民法院提起诉讼。
        2. 本协议由双方代表在本平台以双重验证方式签署，自甲方签署之时起生效。双方签署的文本以其 SHA-256 校验值为准。
        """;
}
