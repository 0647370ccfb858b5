using Charity.Platform.Exports;
using Charity.Platform.Requests;
using Charity.Ventures.Calls;
using Charity.Ventures.Submissions;
using MediatR;
using Microsoft.Extensions.Localization;

namespace Charity.Ventures.Screening;

/// <summary>The same list as a table, whole.</summary>
[Requires(Permissions.ReadSubmissions)]
internal sealed record ExportSubmissions(string Slug, string? State) : IQuery<ITable>;

internal sealed class ExportSubmissionsHandler(CallDesk calls, SubmissionLists lists, IStringLocalizer texts) : IRequestHandler<ExportSubmissions, Result<ITable>>
{
    /// <summary>No call comes near; it keeps one download from taking all memory.</summary>
    private const int Most = 20_000;

    public async Task<Result<ITable>> Handle(ExportSubmissions request, CancellationToken cancellationToken)
    {
        if (await calls.FindAsync(request.Slug, cancellationToken) is not { IsPublic: true } call)
        {
            return CallFailures.Unknown;
        }

        var rows = await lists.PageAsync(call.Id, request.State, 0, Most, cancellationToken);
        return Result<ITable>.Ok(Table.From(texts["Submissions"], rows)
            .Number(texts["Number"], row => row.Number)
            .Text(texts["Project"], row => row.Title)
            .Text(texts["Organisation"], row => row.Organisation.ToString())
            .Money(texts["Asked for"], row => row.AskedMinor, call.Design.Money.Currency)
            .Text(texts["State"], row => texts[SubmissionProcess.Table.States[row.State].Words.Staff])
            .Moment(texts["Handed in"], row => row.SubmittedUtc)
            .Number(texts["Open rules"], row => row.OpenRules));
    }
}
