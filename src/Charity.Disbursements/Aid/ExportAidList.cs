using Charity.Organisations.Contracts;
using Charity.Platform.Exports;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Aid;

/// <summary>The people of a list, masked, and what became of each.</summary>
[Requires(Permissions.ManageAid)]
internal sealed record ExportAidList(string Slug, int Number) : IQuery<ITable>;

internal sealed class ExportAidListHandler(AidListReader reader, AidRecipients recipients, IAreas areas, IStringLocalizer texts) : IRequestHandler<ExportAidList, Result<ITable>>
{
    public async Task<Result<ITable>> Handle(ExportAidList request, CancellationToken cancellationToken)
    {
        var found = await reader.FindAsync(request.Slug, request.Number, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        var names = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name);
        return Result<ITable>.Ok(Table.From(texts["List {0}", request.Number], recipients.All(found.Value.List))
            .Number(texts["No."], row => row.Number)
            .Text(texts["Person's name"], row => row.Name)
            .Text(texts["Area"], row => names.GetValueOrDefault(row.AreaCode)?.ToString())
            .Money(texts["Amount"], row => row.AmountMinor)
            .Text(texts["State"], row => texts[AidWords.Of(row.State)])
            .Date(texts["Paid on"], row => row.PaidOn)
            .Text(texts["Bank's reason"], row => row.FailedFor));
    }
}
