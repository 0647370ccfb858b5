using Charity.Platform.Data;

namespace Charity.Disbursements.Banks;

/// <summary>The charity's account that payments leave from.</summary>
/// <param name="Number">Its digits.</param>
internal sealed record PayingAccount(string Name, string Number, string Bank);

/// <summary>What a bank's file is made with besides its transfers. Kept with the batch: whatever is set otherwise later, the bank's answer is still read as its file was written.</summary>
internal sealed record BankTerms(BankLayout Layout, PayingAccount Payer)
{
    public string ToJson() => JsonColumns.Write(this);

    public static BankTerms FromJson(string json) => JsonColumns.Read<BankTerms>(json);
}
