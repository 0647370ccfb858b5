using System.Text.Json.Serialization;
using Charity.Platform.Text;

namespace Charity.Disbursements.Banks;

/// <summary>What a column of a bank's file holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BankField>))]
internal enum BankField
{
    Number,

    /// <summary>What the bank gives back in its answer; it has to be in both files.</summary>
    Reference,
    PayeeName,
    PayeeNumber,
    PayeeBank,
    Amount,
    Purpose,

    /// <summary>In the answer: what became of it.</summary>
    Outcome,

    /// <summary>In the answer: why it was not paid.</summary>
    Reason,

    /// <summary>In the answer: the bank's own number of the transfer.</summary>
    BankReference,

    /// <summary>In the answer: the day it was paid.</summary>
    PaidOn,
}

/// <param name="Heading">As the bank spells it.</param>
internal sealed record BankColumn(string Heading, BankField Field);

/// <summary>How a bank wants its file, and how it answers. Layouts are data: another bank is another entry of the settings.</summary>
/// <param name="IsIso20022">The file is a pain.001.001.09 of ISO 20022 instead of CSV; the answer is a table all the same.</param>
/// <param name="Columns">Of the CSV file.</param>
/// <param name="AnswerColumns">Of the answer; in any order, others are ignored.</param>
/// <param name="PaidWords">What stands in the outcome's column when it was paid.</param>
/// <param name="FailedWords">What stands there when it was not.</param>
/// <param name="ReturnedWords">What stands there when the money came back, at once or days after it was paid (退汇).</param>
internal sealed record BankLayout(
    string Code, LocalizedText Name, bool IsIso20022, IReadOnlyList<BankColumn> Columns, IReadOnlyList<BankColumn> AnswerColumns, IReadOnlyList<string> PaidWords, IReadOnlyList<string> FailedWords,
    IReadOnlyList<string> ReturnedWords);

/// <summary>What a column of a bank's statement holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StatementField>))]
internal enum StatementField
{
    /// <summary>The bank's own number of the booking, by which it is known again.</summary>
    Number,
    BookedOn,

    /// <summary>What left the account.</summary>
    Debit,

    /// <summary>What came in.</summary>
    Credit,
    PartyName,
    PartyNumber,

    /// <summary>All columns with these headings, one behind the other.</summary>
    Remark,
}

/// <param name="Headings">As banks spell them.</param>
internal sealed record StatementColumn(StatementField Field, IReadOnlyList<string> Headings);

internal sealed record BankSettings
{
    private static readonly IReadOnlyList<BankColumn> UsualAnswer =
    [
        new("业务参考号", BankField.Reference), new("金额", BankField.Amount), new("处理结果", BankField.Outcome), new("失败原因", BankField.Reason), new("银行流水号", BankField.BankReference),
        new("记账日期", BankField.PaidOn),
    ];

    public IReadOnlyList<BankLayout> Layouts { get; init; } =
    [
        new("batch-csv", new("批量转账（CSV）", "Batch transfer (CSV)"), false,
            [
                new("序号", BankField.Number), new("业务参考号", BankField.Reference), new("收款户名", BankField.PayeeName), new("收款账号", BankField.PayeeNumber), new("收款开户行", BankField.PayeeBank),
                new("金额", BankField.Amount), new("用途", BankField.Purpose),
            ],
            UsualAnswer, ["成功", "已付款", "ACSC", "SUCCESS"], ["失败", "RJCT", "FAILED"], ["退汇", "RETURNED"]),
        new("pain001", new("ISO 20022（pain.001.001.09）", "ISO 20022 (pain.001.001.09)"), true, [], UsualAnswer, ["成功", "已付款", "ACSC", "SUCCESS"], ["失败", "RJCT", "FAILED"], ["退汇", "RETURNED"]),
    ];

    /// <summary>Of the bank's statement (银行对账单); in any order, others are ignored.</summary>
    public IReadOnlyList<StatementColumn> StatementColumns { get; init; } =
    [
        new(StatementField.Number, ["交易流水号", "银行流水号", "流水号"]), new(StatementField.BookedOn, ["交易日期", "记账日期", "交易时间"]), new(StatementField.Debit, ["借方金额", "支出", "支出金额", "借方发生额"]),
        new(StatementField.Credit, ["贷方金额", "收入", "收入金额", "贷方发生额"]), new(StatementField.PartyName, ["对方户名", "对方名称"]), new(StatementField.PartyNumber, ["对方账号", "对方帐号"]),
        new(StatementField.Remark, ["摘要", "附言", "用途", "备注"]),
    ];

    /// <summary>What was paid more days ago and stands in no statement is shown to the cashier.</summary>
    public int DaysToConfirm { get; init; } = 3;

    /// <summary>Null for one that is not there any more.</summary>
    public BankLayout? Find(string code) => Layouts.FirstOrDefault(layout => layout.Code == code);
}
