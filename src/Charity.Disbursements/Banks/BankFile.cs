using System.Globalization;
using System.Text;
using System.Xml;
using Charity.Disbursements.Batches;
using Charity.Platform.Exports;
using Charity.Platform.Text;

namespace Charity.Disbursements.Banks;

/// <summary>A transfer as it stands in the bank's file.</summary>
internal sealed record Transfer(int Number, string Reference, string PayeeName, string PayeeNumber, string PayeeBank, long AmountMinor, string Purpose);

/// <summary>Writes a batch as the bank wants it. The same batch always gives the same bytes: its hash was confirmed.</summary>
internal static class BankFile
{
    private const string Pain001 = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    /// <summary>Of names and texts, in characters (Max140Text).</summary>
    private const int TextLength = 140;

    public static async Task<byte[]> WriteAsync(BankTerms terms, PaymentBatch batch, DateOnly madeOn, IReadOnlyList<Transfer> transfers, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream();
        if (terms.Layout.IsIso20022)
        {
            WriteXml(file, batch, madeOn, transfers, terms.Payer);
        }
        else
        {
            await CsvTable.WriteAsync(file, TableOf(terms.Layout, batch, transfers), cancellationToken);
        }

        return file.ToArray();
    }

    private static Table<Transfer> TableOf(BankLayout layout, PaymentBatch batch, IReadOnlyList<Transfer> transfers)
    {
        var table = Table.From(batch.Code, transfers);
        foreach (var (heading, field) in layout.Columns)
        {
            _ = field switch
            {
                BankField.Number => table.Number(heading, transfer => transfer.Number),
                BankField.Reference => table.Text(heading, transfer => transfer.Reference),
                BankField.PayeeName => table.Text(heading, transfer => transfer.PayeeName),
                BankField.PayeeNumber => table.Text(heading, transfer => transfer.PayeeNumber),
                BankField.PayeeBank => table.Text(heading, transfer => transfer.PayeeBank),
                BankField.Amount => table.Money(heading, transfer => transfer.AmountMinor, batch.Currency),
                BankField.Purpose => table.Text(heading, transfer => transfer.Purpose),
                _ => throw new InvalidOperationException($"A payment file has no {field}."),
            };
        }

        return table;
    }

    private static void WriteXml(Stream file, PaymentBatch batch, DateOnly madeOn, IReadOnlyList<Transfer> transfers, PayingAccount payer)
    {
        using var xml = XmlWriter.Create(file, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" });
        var sum = Amount(batch.AmountMinor, batch.Currency);
        xml.WriteStartElement("Document", Pain001);
        xml.WriteStartElement("CstmrCdtTrfInitn");
        xml.WriteStartElement("GrpHdr");
        xml.WriteElementString("MsgId", batch.Code);
        xml.WriteElementString("CreDtTm", batch.MadeUtc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        xml.WriteElementString("NbOfTxs", transfers.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("CtrlSum", sum);
        Name(xml, "InitgPty", payer.Name);
        xml.WriteEndElement();
        xml.WriteStartElement("PmtInf");
        xml.WriteElementString("PmtInfId", batch.Code);
        xml.WriteElementString("PmtMtd", "TRF");
        xml.WriteElementString("NbOfTxs", transfers.Count.ToString(CultureInfo.InvariantCulture));
        xml.WriteElementString("CtrlSum", sum);
        xml.WriteStartElement("ReqdExctnDt");
        xml.WriteElementString("Dt", madeOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        xml.WriteEndElement();
        Name(xml, "Dbtr", payer.Name);
        Account(xml, "DbtrAcct", payer.Number);
        Bank(xml, "DbtrAgt", payer.Bank);
        foreach (var transfer in transfers)
        {
            Write(xml, transfer, batch.Currency);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, Transfer transfer, string currency)
    {
        xml.WriteStartElement("CdtTrfTxInf");
        xml.WriteStartElement("PmtId");
        xml.WriteElementString("EndToEndId", transfer.Reference);
        xml.WriteEndElement();
        xml.WriteStartElement("Amt");
        xml.WriteStartElement("InstdAmt");
        xml.WriteAttributeString("Ccy", currency);
        xml.WriteString(Amount(transfer.AmountMinor, currency));
        xml.WriteEndElement();
        xml.WriteEndElement();
        Bank(xml, "CdtrAgt", transfer.PayeeBank);
        Name(xml, "Cdtr", transfer.PayeeName);
        Account(xml, "CdtrAcct", transfer.PayeeNumber);
        xml.WriteStartElement("RmtInf");
        xml.WriteElementString("Ustrd", Short(transfer.Purpose));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Name(XmlWriter xml, string element, string name)
    {
        xml.WriteStartElement(element);
        xml.WriteElementString("Nm", Short(name));
        xml.WriteEndElement();
    }

    private static void Account(XmlWriter xml, string element, string number)
    {
        xml.WriteStartElement(element);
        xml.WriteStartElement("Id");
        xml.WriteStartElement("Othr");
        xml.WriteElementString("Id", number);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Bank(XmlWriter xml, string element, string name)
    {
        xml.WriteStartElement(element);
        xml.WriteStartElement("FinInstnId");
        xml.WriteElementString("Nm", Short(name));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // Between characters: half of a rare one is none.
    private static string Short(string text) => text.Length > TextLength ? text[..(char.IsHighSurrogate(text[TextLength - 1]) ? TextLength - 1 : TextLength)] : text;

    private static string Amount(long minor, string currency) => Money.ToMajor(minor, currency).ToString(CultureInfo.InvariantCulture);
}
