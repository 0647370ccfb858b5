using DocumentFormat.OpenXml.Spreadsheet;

namespace Charity.Platform.Exports;

/// <summary>The few formats our workbooks use; a cell names one by its index.</summary>
internal static class XlsxStyles
{
    public const uint Header = 1;

    // 0, 3 and 4 are built into Excel, ISO/IEC 29500-1, 18.8.30; our own formats start at 164.
    private const uint General = 0, Amount = 4, IsoDate = 164, IsoMoment = 165;

    public static uint For(ColumnKind kind) => kind switch
    {
        ColumnKind.Money => 2,
        ColumnKind.Date => 3,
        ColumnKind.Moment => 4,
        ColumnKind.Text or ColumnKind.Number => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static Stylesheet Create() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = IsoDate, FormatCode = "yyyy-mm-dd" },
            new NumberingFormat { NumberFormatId = IsoMoment, FormatCode = "yyyy-mm-dd hh:mm:ss" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellFormats(
            Format(General),
            new CellFormat { FontId = 1, ApplyFont = true },
            Format(Amount),
            Format(IsoDate),
            Format(IsoMoment)));

    private static CellFormat Format(uint number) => new() { NumberFormatId = number, ApplyNumberFormat = number != General };
}
