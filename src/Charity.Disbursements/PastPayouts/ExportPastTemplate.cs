using Charity.Platform.Exports;
using Charity.Platform.Requests;
using MediatR;

namespace Charity.Disbursements.PastPayouts;

/// <summary>An empty list with the right columns.</summary>
[Requires(Permissions.ImportPayouts)]
internal sealed record ExportPastTemplate : IQuery<ITable>;

internal sealed class ExportPastTemplateHandler : IRequestHandler<ExportPastTemplate, Result<ITable>>
{
    public Task<Result<ITable>> Handle(ExportPastTemplate request, CancellationToken cancellationToken)
    {
        var table = Table.From("past-payouts", Array.Empty<string>());
        foreach (var heading in PastSheet.Template)
        {
            table.Text(heading, _ => null);
        }

        return Task.FromResult(Result<ITable>.Ok(table));
    }
}
