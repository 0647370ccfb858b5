using Charity.Platform.Exports;
using Microsoft.Extensions.Localization;

namespace Charity.Disclosure.Statements;

/// <summary>A statement as a spreadsheet: opening balance, what came in, what went out, closing balance, in signed amounts that add up.</summary>
internal static class StatementTable
{
    public static ITable Of(StatementPage page, IStringLocalizer texts)
    {
        var statement = page.Statement;
        Row[] rows =
        [
            new(texts["Opening balance"], statement.OpeningMinor),
            .. page.In.Select(line => new Row(line.Name, line.AmountMinor)),
            .. page.Out.Select(line => new Row(line.Name, -line.AmountMinor)),
            new(texts["Closing balance"], statement.ClosingMinor),
        ];
        return Table.From(page.MonthValue, rows)
            .Text(texts["Fund"], _ => page.Name.ToString())
            .Text(texts["Month"], _ => page.MonthValue)
            .Text(texts["What"], row => row.What)
            .Money(texts["Amount"], row => row.AmountMinor, statement.Currency)
            .Text(texts["Currency"], _ => statement.Currency);
    }

    private sealed record Row(string What, long AmountMinor);
}
