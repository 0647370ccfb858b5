using Charity.Platform.Exports;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Donations.Alliance;

/// <summary>The same as a table to take away.</summary>
[Requires(Permissions.ViewAlliance)]
internal sealed record ExportSettlements(string? Month, bool Late) : IQuery<ITable>;

internal sealed class ExportSettlementsHandler(SettlementReader reader, IStringLocalizer texts) : IRequestHandler<ExportSettlements, Result<ITable>>
{
    public async Task<Result<ITable>> Handle(ExportSettlements request, CancellationToken cancellationToken)
    {
        var list = await reader.ReadAsync(request.Month, request.Late, cancellationToken);
        return Result<ITable>.Ok(Table.From(texts["Settlements"], list.Rows)
            .Text(texts["Merchant"], row => row.Merchant.Name.ToString())
            .Text(texts["Month"], row => AllianceWords.Month(row.Month))
            .Text(texts["Pledge"], row => AllianceWords.Say(texts, row.Settlement?.Pledge ?? row.Merchant.Pledge))
            .Number(texts["Sales"], row => row.Settlement is { PledgeKind: PledgeKind.PerSale } told ? told.Basis : null)
            .Money(texts["Turnover"], row => row.Settlement is { PledgeKind: PledgeKind.Turnover } told ? told.Basis : null)
            .Money(texts["Owed"], row => row.Settlement?.AmountMinor)
            .Text(texts["State"], row => texts[AllianceWords.Of(row.State)])
            .Date(texts["Due on"], row => row.DueOn)
            .Text(texts["Words on the transfer"], row => row.Settlement is null ? null : Settlement.ReferenceOf(row.Merchant.Slug, row.Month)));
    }
}
