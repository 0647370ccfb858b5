using Charity.Organisations.Contracts;
using Charity.Platform.Audit;
using Charity.Platform.Exports;
using Charity.Platform.Requests;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Charity.Disbursements.Aid;

/// <summary>The codes by which the people of a list look up their aid, with their full names, to be handed out. A command, because who took it is written down.</summary>
[Requires(Permissions.ManageAid)]
internal sealed record ExportAidCodes(string Slug, int Number) : ICommand<Result<ITable>>;

internal sealed class ExportAidCodesHandler(AidListReader reader, AidRecipients recipients, AidCodes codes, IAreas areas, IAuditTrail audit, IStringLocalizer texts) : IRequestHandler<ExportAidCodes, Result<ITable>>
{
    public async Task<Result<ITable>> Handle(ExportAidCodes request, CancellationToken cancellationToken)
    {
        var found = await reader.FindAsync(request.Slug, request.Number, cancellationToken);
        if (found.Failure is { } failure)
        {
            return failure;
        }

        var list = found.Value.List;
        if (list.ErasedUtc is not null)
        {
            return Failure.Conflict("list_erased", "The numbers of this list are erased, and its codes are handed out no more.");
        }

        audit.Record("PersonalData.CodesExported", list.Id.ToString(), new { request.Slug, list.Number, list.People });
        var names = (await areas.AllAsync(cancellationToken)).ToDictionary(area => area.Code, area => area.Name);
        return Result<ITable>.Ok(Table.From(texts["Codes of list {0}", request.Number], recipients.Of(list.Id).OrderBy(row => row.Number).AsAsyncEnumerable())
            .Number(texts["No."], row => row.Number)
            .Text(texts["Person's name"], row => row.Name)
            .Text(texts["Area"], row => names.GetValueOrDefault(row.AreaCode)?.ToString())
            .Text(texts["Look-up code"], row => codes.Shown(row.Id)));
    }
}
